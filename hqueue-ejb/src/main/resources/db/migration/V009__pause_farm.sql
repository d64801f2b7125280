-- Why nothing new is started, "" when the farm works.
alter table farm add column if not exists paused_reason varchar(1000) default '' not null;
