WITH question_sum AS (
       SELECT $dimensions, question, sum(value) AS total, count(value) AS n
       FROM answer WHERE $condition GROUP BY ALL HAVING count(value) > 0),
     tag_mean AS (
       SELECT $dimensions, gear, lead, tag, sum(CASE WHEN reverse = 1 THEN 6 * n - total ELSE total END) / sum(n) AS mean
       FROM question_sum JOIN target USING (question) GROUP BY ALL),
     lead_mean AS (SELECT $dimensions, gear, lead, avg(mean) AS mean FROM tag_mean GROUP BY ALL),
     score AS (
       SELECT $dimensions, gear AS node, avg(mean) AS score FROM lead_mean GROUP BY ALL
       UNION ALL SELECT $dimensions, lead, mean FROM lead_mean WHERE $deep
       UNION ALL SELECT $dimensions, tag, mean FROM tag_mean WHERE $deep),
     node AS (
       SELECT DISTINCT question, gear AS node FROM target
       UNION SELECT question, lead FROM target WHERE $deep UNION SELECT question, tag FROM target WHERE $deep),
     given AS (
       SELECT $dimensions, node, sum(n)::BIGINT AS answers FROM question_sum JOIN node USING (question) GROUP BY ALL)
SELECT $dimensions, node, score, answers FROM score JOIN given USING ($dimensions, node) ORDER BY ALL;
