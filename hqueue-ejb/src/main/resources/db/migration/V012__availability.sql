-- When a client may get jobs: a list of rules as JSON, '' = always.
alter table client add column if not exists availability_rules varchar(3000) default '' not null;
