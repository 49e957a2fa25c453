package dev.baton.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.evaluation.QuestionSet.Article;
import dev.baton.evaluation.QuestionSet.Kind;
import dev.baton.evaluation.QuestionSet.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder with {@code questions.jsonl} and, where there is a knowledge base, {@code
 * kb.jsonl}: a JSON object on each line.
 */
public final class QuestionSetReader {
  static final int LINES_MAX = 1_000_000;
  private static final JsonMapper JSON = new JsonMapper();

  private QuestionSetReader() {}

  /** A file that cannot be read, with its name, the line and what is wrong with it. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  private interface Line<T> {
    T of(JsonNode object);
  }

  /**
   * The set of a folder, named after it.
   *
   * @throws Unreadable when a file is missing or is not of this form
   */
  public static QuestionSet read(Path folder) {
    Path questions = folder.resolve("questions.jsonl");
    Path articles = folder.resolve("kb.jsonl");
    if (!Files.isRegularFile(questions)) {
      throw new Unreadable(questions + " is missing: a set is a folder that has one", null);
    }
    List<Article> base =
        Files.exists(articles) ? lines(articles, QuestionSetReader::article) : List.of();
    Set<String> known = new HashSet<>();
    for (Article article : base) {
      if (!known.add(article.id())) {
        throw new Unreadable(articles + " has two articles \"" + article.id() + "\"", null);
      }
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new QuestionSet(
        String.valueOf(name), base, lines(questions, QuestionSetReader::question));
  }

  private static <T> List<T> lines(Path file, Line<T> form) {
    List<T> read = new ArrayList<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (number > LINES_MAX) {
          throw new Unreadable(file + " has more than " + LINES_MAX + " lines", null);
        }
        if (!line.isBlank()) {
          read.add(form.of(JSON.readTree(line)));
        }
      }
    } catch (JsonProcessingException e) {
      throw new Unreadable(
          file + ", line " + number + ", is no JSON object: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new Unreadable(file + ", line " + number + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new Unreadable(file + ", after line " + number + ", is not UTF-8", e);
    } catch (IOException e) {
      throw new Unreadable(file + " cannot be read: " + e.getMessage(), e);
    }
    return read;
  }

  private static Article article(JsonNode object) {
    return new Article(
        text(object, "id"),
        text(object, "title"),
        text(object, "text"),
        object.path("url").asText(""));
  }

  private static Question question(JsonNode object) {
    boolean answerable = object.path("answerable").asBoolean(false);
    Set<String> relevant = new HashSet<>();
    object.path("relevant").forEach(id -> relevant.add(id.asText()));
    if (answerable && relevant.isEmpty()) {
      throw new IllegalArgumentException(
          "\"relevant\" is empty, but the question is said to be answerable");
    }
    return new Question(
        text(object, "id"), text(object, "text"), kind(object), answerable, relevant);
  }

  private static Kind kind(JsonNode object) {
    String type = text(object, "type");
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(type)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "\"type\" is \""
            + type
            + "\"; it is one of in_scope, out_of_scope, explicit_human, chitchat");
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + field + "\" is missing or no text");
    }
    return value.asText();
  }
}
