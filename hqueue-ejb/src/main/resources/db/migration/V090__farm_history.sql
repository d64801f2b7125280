-- How the farm was, once a minute, for charts; the newest eight days. waited_millis and started are of the jobs
-- that began in that minute; succeeded, failed and cancelled of those that ended. feed is how far events are counted.
create table if not exists farm_sample (
  taken_at bigint not null,
  feed bigint not null,
  queued int not null,
  runnable int not null,
  running int not null,
  paused int not null,
  succeeded int not null,
  failed int not null,
  cancelled int not null,
  started int not null,
  waited_millis bigint not null,
  clients int not null,
  cpus int not null,
  cpus_in_use int not null,
  primary key (taken_at)
) ${table_options};
