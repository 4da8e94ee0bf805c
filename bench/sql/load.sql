-- Answers as a table in memory that is as small as DuckDB makes it: what repeats is an enumeration.
CREATE TABLE raw AS
SELECT * FROM read_csv('$file', auto_detect = false, header = true, delim = ',', quote = '', escape = '',
  columns = {'respondent': 'VARCHAR', 'district': 'VARCHAR', 'source': 'VARCHAR', 'wave': 'VARCHAR',
    'question': 'VARCHAR', 'value': 'TINYINT'});
CREATE TYPE districts AS ENUM (SELECT DISTINCT district FROM raw ORDER BY 1);
CREATE TYPE sources AS ENUM (SELECT DISTINCT source FROM raw ORDER BY 1);
CREATE TYPE waves AS ENUM (SELECT DISTINCT wave FROM raw ORDER BY 1);
CREATE TYPE questions AS ENUM (SELECT DISTINCT question FROM raw ORDER BY 1);
CREATE TABLE answer AS
SELECT respondent, district::districts AS district, source::sources AS source, wave::waves AS wave,
  question::questions AS question, value FROM raw;
DROP TABLE raw;
CREATE TABLE target AS
SELECT question::questions AS question, tag, lead, gear, reverse
FROM read_csv('$targets') target_file JOIN read_csv('$tags') tag_file USING (tag);
