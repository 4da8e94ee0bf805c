-- Long answers with what a reader needs to judge them: distinct people, and the standard error of a mean of means of
-- means over the same people, by linearisation. A tag's score is the mean over its people of each one's mean answer p;
-- a person's share in the tag's error is (p - score) / n. Up the tree these shares are averaged as the scores are, and
-- summed over all tags before they are squared: answers of one person are not independent.
-- People and tags are numbered first: five million groups of small integers, not of five texts, a third of the time.
SET preserve_insertion_order = false;
CREATE TEMP TABLE tag AS
SELECT row_number() OVER (ORDER BY tag)::UTINYINT AS tag_id, * FROM read_csv('$tags');
CREATE TEMP TABLE target AS
SELECT question, reverse, tag_id, gear FROM read_csv('$targets') target_file JOIN tag USING (tag);
CREATE TEMP TABLE answer AS
SELECT * FROM read_csv('$file', auto_detect = false, header = true, delim = ',', quote = '', escape = '',
  columns = {'respondent': 'VARCHAR', 'district': 'VARCHAR', 'source': 'VARCHAR', 'wave': 'VARCHAR',
    'question': 'VARCHAR', 'value': 'TINYINT'})
WHERE value IS NOT NULL;
CREATE TEMP TABLE person AS
SELECT row_number() OVER ()::INTEGER AS person_id, dense_rank() OVER (ORDER BY district, source, wave)::INTEGER AS cell, *
FROM (SELECT DISTINCT respondent, district, source, wave FROM answer);
CREATE TEMP TABLE cell AS SELECT DISTINCT cell, district, source, wave FROM person;
CREATE TEMP TABLE mark AS
SELECT person_id, any_value(cell) AS cell, tag_id, avg(CASE WHEN reverse = 1 THEN 6 - value ELSE value END) AS p
FROM answer JOIN person USING (respondent, district, source, wave) JOIN target USING (question)
GROUP BY person_id, tag_id;
WITH tag_mean AS (
       SELECT cell, gear, lead, tag_id, mean, n
       FROM (SELECT cell, tag_id, avg(p) AS mean, count(*) AS n FROM mark GROUP BY ALL) JOIN tag USING (tag_id)),
     lead_mean AS (SELECT cell, gear, lead, avg(mean) AS mean, count(*) AS tags FROM tag_mean GROUP BY ALL),
     gear_mean AS (SELECT cell, gear, avg(mean) AS score, count(*) AS leads FROM lead_mean GROUP BY ALL),
     share AS (
       SELECT cell, tag_id, gear, tag_mean.mean, n, 1 / (n * tags * leads) AS part
       FROM tag_mean JOIN lead_mean USING (cell, gear, lead) JOIN gear_mean USING (cell, gear)),
     person_share AS (
       SELECT cell, gear, person_id, sum(part * (p - mean)) AS u, min(n) AS least
       FROM mark JOIN share USING (cell, tag_id) GROUP BY ALL),
     error AS (
       SELECT cell, gear, count(*) AS n,
         CASE WHEN count(*) > 1 AND min(least) > 1
           THEN sqrt(greatest(0, sum(u * u) - sum(u) * sum(u) / count(*)) * count(*) / (count(*) - 1)) END AS se
       FROM person_share GROUP BY ALL),
     given AS (
       SELECT cell, gear, count(*) AS answers
       FROM answer JOIN person USING (respondent, district, source, wave)
         JOIN (SELECT DISTINCT question, gear FROM target) USING (question)
       GROUP BY ALL)
SELECT district, source, wave, gear AS node, score, answers, n, se, CASE WHEN se IS NOT NULL THEN n - 1 END AS df,
  score - quantile * se AS low, score + quantile * se AS high
FROM gear_mean JOIN error USING (cell, gear) JOIN given USING (cell, gear) JOIN cell USING (cell)
  LEFT JOIN read_csv('$quantiles') quantile_file ON quantile_file.df = n - 1
ORDER BY ALL
