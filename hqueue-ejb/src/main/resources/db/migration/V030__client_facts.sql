-- What agents tell of their machines, and what administrators say instead.
-- gpu_list has a line for each: index, tab, MiB, tab, model.
-- attributes has a line for each in force: name, tab, value (the given ones over the told ones).
alter table client add column if not exists cpus_told int default 0 not null;
alter table client add column if not exists cpu_limit int;
alter table client add column if not exists cpu_megahertz int default 0 not null;
alter table client add column if not exists disk_capacity_kilobytes bigint default 0 not null;
alter table client add column if not exists gpu_list varchar(2000) default '' not null;
alter table client add column if not exists attributes varchar(1000) default '' not null;
alter table client add column if not exists attributes_told varchar(1000) default '' not null;
alter table client add column if not exists attributes_given varchar(1000) default '' not null;
alter table client add column if not exists description_told varchar(500) default '' not null;
alter table client add column if not exists description_given varchar(500);
alter table client add column if not exists install_location varchar(500) default '' not null;

-- Minutes since somebody used the machine, -1 unknown; why it should get no job, '' when it may.
alter table client_pulse add column if not exists free_disk_kilobytes bigint default 0 not null;
alter table client_pulse add column if not exists idle_minutes int default -1 not null;
alter table client_pulse add column if not exists unfit varchar(1000) default '' not null;
