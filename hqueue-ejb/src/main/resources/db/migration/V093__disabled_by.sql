-- Who disabled a client, why and when: '' and null for one that is enabled, or of which nobody has said.
alter table client add column if not exists disabled_by varchar(200) default '' not null;
alter table client add column if not exists disabled_reason varchar(500) default '' not null;
alter table client add column if not exists disabled_at bigint;
-- For the list of clients: the few rows that block one, among all that tell of failures.
create index if not exists root_client_blocked on root_client_failure (blocked, client_id);
