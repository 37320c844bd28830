#!/bin/sh
# Runs once, when the database container's folder is empty. Regulars gets a role of its own that owns its database and is
# no superuser: row-level security keeps shops apart, and a superuser would pass by it.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --set=password="$REGULARS_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE regulars LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE DATABASE regulars OWNER regulars;
REVOKE ALL ON DATABASE regulars FROM PUBLIC;
SQL
