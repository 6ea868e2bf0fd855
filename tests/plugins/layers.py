"""Layers as folder plugins, written where a test wants them."""

from pathlib import Path

NATIONAL = "cn.mof.self-evaluation@2020"


def address(plugin, edition="2022"):
    """Of the set of a layer."""
    return f"{plugin}.self-evaluation@{edition}"


def change(at, was, to, reason="通知"):
    """One change; without ``was`` the value is added."""
    said = f"add = {to}" if was is None else f"was = {was}\nto = {to}"
    return f'[[change]]\nat = "{at}"\n{said}\nreason = "{reason}"\n'


def amendment(plugin, extends, *changes, edition="2022"):
    """The file of a layer's set."""
    head = (
        f'id = "{plugin}.self-evaluation"\nedition = "{edition}"\ntitle = {{ zh = "{plugin} 自评" }}\n'
        f'extends = "{extends}"\nfiscal-years = {{ from = {edition} }}\n'
        f'basis = [{{ document = "{plugin} 通知", verified = true }}]\n'
    )
    return "\n".join([head, *changes])


def layer(folder: Path, plugin, extends, *changes, files=None, version="1"):
    """A folder plugin with one amendment, and further files by their names."""
    contents = {
        "perfkit.toml": f'id = "{plugin}"\nversion = "{version}"\ntitle = {{ zh = "{plugin}" }}\n',
        "amendments/own.toml": amendment(plugin, extends, *changes),
        **(files or {}),
    }
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def form(caption, *values, rows="scored"):
    """A form whose labels are the values it prints."""
    columns = "".join(f'\n[[columns]]\nlabel = "{value}"\nvalue = "{value}"\n' for value in values)
    return f'caption = "{caption}"\nrows = "{rows}"\n{columns}'
