"""The real chain of four layers: nation, province and city in one plugin, county; and a unit's own folder below it."""

from pathlib import Path

PLUGINS = Path(__file__).parents[1] / "plugins"
JIANGXI = PLUGINS / "perfkit-jiangxi" / "src" / "perfkit_jiangxi"
XINFENG = PLUGINS / "perfkit-xinfeng" / "src" / "perfkit_xinfeng"
CHAIN = (JIANGXI, XINFENG)
"""What a host without packages has to be given beside the standards."""

ZONE = PLUGINS / "xinfeng-gaoxin"

VERSIONS = {"cn.jx.xinfeng": "2023.2", "cn.jx": "2022.1", "cn.mof": "1"}
"""By plugin, the nearest layer first."""

ADDRESSES = (
    "cn.jx.xinfeng.self-evaluation@2023",
    "cn.jx.ganzhou.self-evaluation@2022",
    "cn.jx.self-evaluation@2022",
    "cn.mof.self-evaluation@2020",
)
"""Of the layers, the nearest first."""

COUNTY, CITY, PROVINCE, NATIONAL = ADDRESSES
