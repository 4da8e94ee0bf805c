-- Long answers, helped along: declared types, no sniffing, no order to keep, and the answers summed by question before
-- the join, so that it sees some 240,000 rows.
SET preserve_insertion_order = false;
WITH question_sum AS (
       SELECT district, source, wave, question, sum(value) AS total, count(value) AS n
       FROM read_csv('$file', auto_detect = false, header = true, delim = ',', quote = '', escape = '',
         columns = {'respondent': 'VARCHAR', 'district': 'VARCHAR', 'source': 'VARCHAR', 'wave': 'VARCHAR',
           'question': 'VARCHAR', 'value': 'TINYINT'})
       GROUP BY ALL HAVING count(value) > 0),
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
