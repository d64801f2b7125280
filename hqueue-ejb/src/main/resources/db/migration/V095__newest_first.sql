-- The newest jobs and root jobs without sorting all of them: H2 reads no index backwards, MariaDB does.
${h2_only}create index if not exists job_newest on job (id desc);
${h2_only}create index if not exists job_root_newest on job (is_root, id desc);
