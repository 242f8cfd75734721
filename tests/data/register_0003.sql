CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0003');
CREATE TABLE events (
    number BIGINT NOT NULL PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
    about BIGINT, fact TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
);
CREATE INDEX events_about ON events (about);
INSERT INTO events VALUES (1, '2026-11-29T06:00:00.000+00:00', 'data/indicator_values.csv:2', 'value', NULL, '{"basis":"reported","date":"2020","indicator":"gdp","reliability":"high","source":"chedun-14fyp","value":30.0,"year":2020}', '0000000000000000000000000000000000000000000000000000000000000000', '99e80b221eabbf9901ef71c20e0f7998d0d91120b4e2500c7038a8175f9bcd58');
INSERT INTO events VALUES (2, '2026-11-29T06:00:00.000+00:00', '甲', 'status', NULL, '{"basis":"reported","date":"2024-06","note_zh":"一期","project":"a","reliability":"high","source":"镇政府，2024","stage":"completed"}', '99e80b221eabbf9901ef71c20e0f7998d0d91120b4e2500c7038a8175f9bcd58', '03792f116fa8fe749d5b5f891daba19470c8cbda85788f1979555060e05bce33');
INSERT INTO events VALUES (3, '2026-11-29T06:00:00.000+00:00', '乙', 'review', 2, '{"entry":2,"verdict":"accepted"}', '03792f116fa8fe749d5b5f891daba19470c8cbda85788f1979555060e05bce33', '47dbec4870648ec17dc8a1a64634525a77205e5ea91a10cd2ccfec8f8c5740f3');
CREATE TABLE credentials (
    name TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE TABLE tokens (hash TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, made TEXT NOT NULL);
CREATE INDEX tokens_name ON tokens (name);
