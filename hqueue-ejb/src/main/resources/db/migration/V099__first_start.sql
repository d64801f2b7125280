-- When the first job of a tree was started, told by the index that counts its progress: with the status it changes
-- anyway, so that a start costs no more for it.
create index if not exists job_root_start on job (root_id, weighs, status, started_at);
${h2_only}drop index if exists job_root;
${mariadb_only}drop index if exists job_root on job;
