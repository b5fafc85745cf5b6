-- The search keeps count of its documents by itself, so that nobody who adds or removes one can forget to. Terms are
-- locked in order, after the one row of their corpus: two changes at once wait for each other and never in a circle.
CREATE FUNCTION count_search_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE search_corpus SET documents = documents - 1, length = length - OLD.length WHERE kind = OLD.kind;
    UPDATE search_term SET documents = documents - 1
      WHERE kind = OLD.kind AND term = ANY (tsvector_to_array(OLD.terms));
    DELETE FROM search_term
      WHERE kind = OLD.kind AND term = ANY (tsvector_to_array(OLD.terms)) AND documents <= 0;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO search_corpus AS c VALUES (NEW.kind, 1, NEW.length)
      ON CONFLICT (kind) DO UPDATE SET documents = c.documents + 1, length = c.length + excluded.length;
    INSERT INTO search_term AS t SELECT NEW.kind, lexeme, 1 FROM unnest(tsvector_to_array(NEW.terms)) lexeme ORDER BY lexeme
      ON CONFLICT (kind, term) DO UPDATE SET documents = t.documents + 1;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_document_counted AFTER INSERT OR UPDATE OR DELETE ON search_document
  FOR EACH ROW EXECUTE FUNCTION count_search_terms();
--> statement-breakpoint
-- Misspelt words are looked up among those that occur. pg_trgm is trusted: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE INDEX search_term_near ON search_term USING gin (term gin_trgm_ops);
