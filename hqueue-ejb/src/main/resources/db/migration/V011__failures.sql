-- How often a root's jobs have failed in a row, and whether nothing more of it is started.
create table if not exists root_failure (
  root_id int not null,
  in_a_row int not null,
  held boolean not null,
  primary key (root_id)
) ${table_options};

-- How often a root's jobs have failed on a client, and whether that gets no more of them.
create table if not exists root_client_failure (
  root_id int not null,
  client_id int not null,
  failures int not null,
  blocked boolean not null,
  primary key (root_id, client_id)
) ${table_options};

-- Failures in a row on a client; failing_root is the first one's root while all are of one.
alter table client add column if not exists failures_in_row int default 0 not null;
alter table client add column if not exists failing_root int;
alter table client add column if not exists several_roots boolean default false not null;
-- A sick client gets no job but one as a trial, after trial_at.
alter table client add column if not exists sick_since_at bigint;
alter table client add column if not exists trial_at bigint;
alter table client add column if not exists sick_reason varchar(500) default '' not null;

alter table job add column if not exists show_blocked_warning boolean default true not null;
