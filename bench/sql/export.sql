-- A form tool's export: columns by their place, since their names are sentences, labels to their positions.
CREATE TYPE label AS ENUM ($labels);
CREATE TEMP TABLE answer AS
SELECT * FROM read_csv('$file', auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
  columns = {'respondent': 'VARCHAR', 'district': 'VARCHAR', $columns});
WITH question_sum AS (
       SELECT district, question, sum(enum_code(value) + 1) AS total, count(value) AS n
       FROM (UNPIVOT answer ON COLUMNS('^i[0-9]+$$') INTO NAME question VALUE value) GROUP BY ALL),
     target AS (SELECT * FROM read_csv('$targets') target_file JOIN read_csv('$tags') tag_file USING (tag)),
     tag_mean AS (
       SELECT district, gear, lead, tag, sum(CASE WHEN reverse = 1 THEN 6 * n - total ELSE total END) / sum(n) AS mean
       FROM question_sum JOIN target USING (question) GROUP BY ALL),
     lead_mean AS (SELECT district, gear, lead, avg(mean) AS mean FROM tag_mean GROUP BY ALL),
     given AS (
       SELECT district, gear, sum(n)::BIGINT AS answers
       FROM question_sum JOIN (SELECT DISTINCT question, gear FROM target) USING (question) GROUP BY ALL)
SELECT district, gear AS node, avg(mean) AS score, any_value(answers) AS answers
FROM lead_mean JOIN given USING (district, gear) GROUP BY ALL ORDER BY ALL
