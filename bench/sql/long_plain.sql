-- Long answers, as one would write it first: join, flip, average; then average the averages up the tree.
-- `answers` counts a person's answer to a question once in a gear, however many of the gear's tags it is under.
WITH answer AS (
       SELECT district, source, wave, question, value FROM read_csv('$file') WHERE value IS NOT NULL),
     tag_mean AS (
       SELECT district, source, wave, tag, avg(CASE WHEN reverse = 1 THEN 6 - value ELSE value END) AS mean
       FROM answer JOIN read_csv('$targets') target_file USING (question) GROUP BY ALL),
     lead_mean AS (
       SELECT district, source, wave, gear, lead, avg(mean) AS mean
       FROM tag_mean JOIN read_csv('$tags') tag_file USING (tag) GROUP BY ALL),
     given AS (
       SELECT district, source, wave, gear, count(*) AS answers
       FROM answer JOIN (SELECT DISTINCT question, gear FROM read_csv('$targets') target_file JOIN read_csv('$tags') tag_file USING (tag))
         USING (question) GROUP BY ALL)
SELECT district, source, wave, gear AS node, avg(mean) AS score, any_value(answers) AS answers
FROM lead_mean JOIN given USING (district, source, wave, gear) GROUP BY ALL ORDER BY ALL
