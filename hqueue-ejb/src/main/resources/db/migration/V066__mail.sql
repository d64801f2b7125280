-- How far mail has read the feed of events; one row. feed is null before the first look.
create table if not exists mail_place (
  id int not null,
  feed bigint,
  moved_at bigint not null,
  digest_feed bigint not null,
  digest_error_id bigint not null,
  digest_at bigint not null,
  primary key (id)
) ${table_options};

insert into mail_place (id, moved_at, digest_feed, digest_error_id, digest_at)
select 1, 0, 0, 0, 0 from (select 1 as one) seed where not exists (select 1 from mail_place where id = 1);

-- Mails that are not sent yet; due_at is also when a server that took one is given up.
create table if not exists mail (
  id bigint not null ${identity},
  recipients varchar(2000) not null,
  subject varchar(500) not null,
  body ${long_text} not null,
  created_at bigint not null,
  due_at bigint not null,
  attempts int not null,
  primary key (id)
) ${table_options};

create index if not exists mail_due on mail (due_at);
