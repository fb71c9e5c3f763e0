-- Reads the table figures of a data set (gouji export ... --dataset) and gives a row for every relation of a report that fails
-- or is pending, with left side minus right side where it fails. Last year's report is that of the same agency and scope.
WITH tests (test, edition, relation, rule, severity, part, clause, choice, comparison, added, per_year, this_year, last_year) AS (
  VALUES
    {tests}
),
terms (test, edition, cell, coeff, year_shift, defines) AS (
  VALUES
    {terms}
),
limits (edition, relation, rule, severity, cell, least, unit, is_total) AS (
  VALUES
    {limits}
),
-- Not applicable counts 0; an empty cell has no amount.
amounts AS (
  SELECT f.agency AS agency, CAST(f.report_year AS INT) AS report_year, f.scope AS scope, CAST(f.edition AS STRING) AS edition,
         f.cell AS cell, f.status AS status, CAST(f.origin AS STRING) AS origin,
         CASE f.status WHEN 'number' THEN CAST(f.value AS DECIMAL(28, 6)) WHEN 'not_applicable' THEN CAST(0 AS DECIMAL(28, 6)) END AS amount
  FROM figures f
),
-- Every report has every cell of its form once.
bodies AS (
  SELECT agency, report_year, scope, edition FROM amounts WHERE {first}
),
sums AS (
  SELECT f.agency AS agency, f.report_year - t.year_shift AS report_year, f.scope AS scope, t.test AS test,
         SUM(t.coeff * f.amount) AS total,
         COUNT(CASE WHEN t.year_shift = 0 THEN f.amount END) AS known,
         COUNT(CASE WHEN t.year_shift <> 0 THEN f.amount END) AS known_before,
         MAX(CASE WHEN t.defines = 1 AND f.origin = 'computed' THEN 1 ELSE 0 END) AS is_computed
  FROM amounts f
  INNER JOIN terms t ON t.cell = f.cell
  WHERE t.year_shift <> 0 OR t.edition = f.edition
  GROUP BY f.agency, f.report_year - t.year_shift, f.scope, t.test
),
valued AS (
  SELECT b.agency AS agency, b.report_year AS report_year, b.scope AS scope, b.edition AS edition, c.relation AS relation,
         c.rule AS rule, c.severity AS severity, c.part AS part, c.clause AS clause, c.choice AS choice, c.comparison AS comparison,
         COALESCE(s.total, 0) + c.added + c.per_year * b.report_year AS total,
         CASE WHEN COALESCE(s.known_before, 0) < c.last_year THEN 1 ELSE 0 END AS lacks_before,
         CASE WHEN COALESCE(s.known, 0) < c.this_year THEN 1 ELSE 0 END AS lacks,
         COALESCE(s.is_computed, 0) AS is_computed
  FROM bodies b
  INNER JOIN tests c ON c.edition = b.edition
  LEFT JOIN sums s ON s.test = c.test AND s.agency = b.agency AND s.report_year = b.report_year AND s.scope = b.scope
),
-- 4 holds, 3 is not known, 2 waits, 0 does not hold; of several choices the one that decides is the greatest.
clauses AS (
  SELECT agency, report_year, scope, edition, relation, rule, severity, part, clause,
         MAX(CASE WHEN choice = 1 THEN total END) AS total,
         MAX(CASE WHEN comparison = 'blank' THEN 4 * lacks
                  WHEN comparison = 'filled' THEN 4 - 4 * lacks
                  WHEN lacks_before = 1 THEN 3
                  WHEN lacks = 1 THEN 2
                  WHEN is_computed = 1 THEN 4
                  WHEN comparison = '=' AND total = 0 THEN 4
                  WHEN comparison = '<>' AND total <> 0 THEN 4
                  WHEN comparison = '<' AND total < 0 THEN 4
                  WHEN comparison = '<=' AND total <= 0 THEN 4
                  WHEN comparison = '>' AND total > 0 THEN 4
                  WHEN comparison = '>=' AND total >= 0 THEN 4
                  ELSE 0 END) AS truth
  FROM valued
  GROUP BY agency, report_year, scope, edition, relation, rule, severity, part, clause
),
-- Of several clauses 4 does not hold, 2 is not known, 1 waits, 0 holds.
outcomes AS (
  SELECT agency, report_year, scope, edition, relation, rule, severity,
         MAX(CASE WHEN part <> 'when' THEN 0 WHEN truth = 4 THEN 0 WHEN truth = 3 THEN 2 WHEN truth = 2 THEN 1 ELSE 4 END) AS asked,
         MAX(CASE WHEN part <> 'then' THEN 0 WHEN truth = 4 THEN 0 WHEN truth = 3 THEN 2 WHEN truth = 2 THEN 1 ELSE 4 END) AS found,
         COALESCE({differences}) AS difference
  FROM clauses
  GROUP BY agency, report_year, scope, edition, relation, rule, severity
),
-- A total that no source prints is out of bounds only where its cells are.
bounds AS (
  SELECT f.agency AS agency, f.report_year AS report_year, f.scope AS scope, f.edition AS edition, l.relation AS relation,
         l.rule AS rule, l.severity AS severity, f.cell AS cell, f.amount - l.least AS difference,
         CASE WHEN f.status <> 'number' OR (l.is_total = 1 AND f.origin = 'computed') THEN 0
              WHEN f.amount < l.least THEN 1
              WHEN l.unit < 1000000 AND f.amount * l.unit <> FLOOR(f.amount * l.unit) THEN 1
              ELSE 0 END AS is_out,
         CASE WHEN f.status = 'unfilled' AND l.is_total = 0 THEN 1 ELSE 0 END AS is_awaited
  FROM amounts f
  INNER JOIN limits l ON l.edition = f.edition AND l.cell = f.cell
),
waiting AS (
  SELECT agency, report_year, scope, edition, relation, rule, severity
  FROM bounds
  GROUP BY agency, report_year, scope, edition, relation, rule, severity
  HAVING MAX(is_out) = 0 AND MAX(is_awaited) = 1
)
SELECT relation, rule, severity, agency, report_year, scope, edition, CAST(NULL AS STRING) AS cell,
       CASE WHEN asked = 0 AND found = 4 THEN 'fail' ELSE 'pending' END AS status,
       CASE WHEN asked = 0 AND found = 4 THEN difference END AS difference
FROM outcomes
WHERE (asked = 0 AND (found = 4 OR found = 1)) OR asked = 1
UNION ALL
SELECT relation, rule, severity, agency, report_year, scope, edition, cell, 'fail' AS status, difference
FROM bounds
WHERE is_out = 1
UNION ALL
SELECT relation, rule, severity, agency, report_year, scope, edition, CAST(NULL AS STRING) AS cell, 'pending' AS status,
       CAST(NULL AS DECIMAL(28, 6)) AS difference
FROM waiting
