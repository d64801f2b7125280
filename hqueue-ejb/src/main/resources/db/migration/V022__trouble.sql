-- The last failures that were nobody's fault but the server's. The log has the whole of each.
create table if not exists server_error (
  id bigint not null ${identity},
  happened_at bigint not null,
  source varchar(200) not null,
  message varchar(1000) not null,
  primary key (id)
) ${table_options};

-- What callers asked for that this server does not know.
create table if not exists unknown_ask (
  kind varchar(20) not null,
  name varchar(200) not null,
  asked bigint not null,
  last_caller varchar(100) not null,
  first_at bigint not null,
  last_at bigint not null,
  primary key (kind, name)
) ${table_options};
