SELECT xmbm AS "project.code", xmmc AS "project.name", nd AS "project.year", dw AS "project.unit",
       '万元' AS "funding.unit", qnys AS "funding.budget", zxs AS "funding.executed"
FROM xm
ORDER BY xmbm;
