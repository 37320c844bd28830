-- Tenancy: a row is seen and written only by a connection to which its shop was named (app/lib/db.server.ts), or every
-- shop ('*': the queue and the operator). FORCE binds the tables' owner too, who is the app; only a superuser passes by.

-- Puts a table with a "shop" column under that rule; every later migration that makes one calls it.
-- In a sub-select the setting is read once for each statement, not for each row.
CREATE FUNCTION scope_to_shop(scoped regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', scoped);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', scoped);
  EXECUTE format(
    'CREATE POLICY of_shop ON %s USING ("shop" = (SELECT current_setting(''regulars.shop'', true))
       OR (SELECT current_setting(''regulars.shop'', true)) = ''*'')', scoped);
END $$;

DO $$
DECLARE
  scoped regclass;
BEGIN
  FOR scoped IN
    SELECT a.attrelid::regclass FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'shop'
      AND NOT a.attisdropped
  LOOP
    PERFORM scope_to_shop(scoped);
  END LOOP;
END $$;
