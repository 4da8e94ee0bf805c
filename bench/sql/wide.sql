-- Wide answers: every column summed in one pass, then turned into rows and treated as the long ones. Labels are read as an
-- enumeration and count as their positions in it.
SET preserve_insertion_order = false;
CREATE TYPE label AS ENUM ($labels);
WITH sums AS (
       SELECT district, source, wave, sum($point) AS "sum_\0", count(COLUMNS('^i[0-9]+$$')) AS "n_\0"
       FROM read_csv('$file', auto_detect = false, header = true, delim = ',', quote = '', escape = '',
         columns = {'respondent': 'VARCHAR', 'district': 'VARCHAR', 'source': 'VARCHAR', 'wave': 'VARCHAR', $columns})
       GROUP BY ALL),
     total AS (UNPIVOT (SELECT district, source, wave, COLUMNS('^sum_(.*)$$') AS '\1' FROM sums)
       ON * EXCLUDE (district, source, wave) INTO NAME question VALUE total),
     n AS (UNPIVOT (SELECT district, source, wave, COLUMNS('^n_(.*)$$') AS '\1' FROM sums)
       ON * EXCLUDE (district, source, wave) INTO NAME question VALUE n),
     question_sum AS (SELECT * FROM total JOIN n USING (district, source, wave, question) WHERE n > 0),
     target AS (SELECT * FROM read_csv('$targets') target_file JOIN read_csv('$tags') tag_file USING (tag)),
     tag_mean AS (
       SELECT district, source, wave, gear, lead, tag,
         sum(CASE WHEN reverse = 1 THEN 6 * n - total ELSE total END) / sum(n) AS mean
       FROM question_sum JOIN target USING (question) GROUP BY ALL),
     lead_mean AS (SELECT district, source, wave, gear, lead, avg(mean) AS mean FROM tag_mean GROUP BY ALL),
     given AS (
       SELECT district, source, wave, gear, sum(n)::BIGINT AS answers
       FROM question_sum JOIN (SELECT DISTINCT question, gear FROM target) USING (question) GROUP BY ALL)
SELECT district, source, wave, gear AS node, avg(mean) AS score, any_value(answers) AS answers
FROM lead_mean JOIN given USING (district, source, wave, gear) GROUP BY ALL ORDER BY ALL
