WITH question_sum AS (
       SELECT district, source, wave, question, sum(value) AS total, count(value) AS n
       FROM answers WHERE value IS NOT NULL GROUP BY 1, 2, 3, 4),
     target AS (SELECT * FROM targets JOIN tags USING (tag)),
     tag_mean AS (
       SELECT district, source, wave, gear, lead, tag,
         sum(CASE WHEN reverse = 1 THEN 6 * n - total ELSE total END) * 1.0 / sum(n) AS mean
       FROM question_sum JOIN target USING (question) GROUP BY 1, 2, 3, 4, 5, 6),
     lead_mean AS (SELECT district, source, wave, gear, lead, avg(mean) AS mean FROM tag_mean GROUP BY 1, 2, 3, 4, 5),
     given AS (
       SELECT district, source, wave, gear, sum(n) AS answers
       FROM question_sum JOIN (SELECT DISTINCT question, gear FROM target) USING (question) GROUP BY 1, 2, 3, 4)
SELECT district, source, wave, gear AS node, avg(mean) AS score, max(answers) AS answers
FROM lead_mean JOIN given USING (district, source, wave, gear) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
