# The database and the two roles of docs/install.md, section 2. PostgreSQL's image runs this once, when its volume is empty.

OWNER_PASSWORD=$(< /run/secrets/owner_password)
DAEMON_PASSWORD=$(< /run/secrets/daemon_password)
export OWNER_PASSWORD DAEMON_PASSWORD

psql --set=ON_ERROR_STOP=1 --no-psqlrc --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv daemon DAEMON_PASSWORD
CREATE ROLE desk_owner LOGIN PASSWORD :'owner';
CREATE ROLE desk_daemon LOGIN PASSWORD :'daemon';
CREATE DATABASE desk OWNER desk_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE desk FROM PUBLIC;
GRANT CONNECT ON DATABASE desk TO desk_daemon;
SQL
