-- What is wanted of a client's agent: NONE, UPGRADE, RESTART or TERMINATE, since when, told to which of
-- its sessions, and for an upgrade which program it shall run, by its SHA-256.
alter table client add column if not exists wish varchar(10) default 'NONE' not null;
alter table client add column if not exists wish_at bigint default 0 not null;
alter table client add column if not exists wish_session varchar(64) default '' not null;
alter table client add column if not exists wish_program varchar(64) default '' not null;

-- SHA-256 of the program that its agent runs, '' unknown.
alter table client add column if not exists agent_program varchar(64) default '' not null;

-- Since when it is hidden, null = shown.
alter table client add column if not exists removed_at bigint;
