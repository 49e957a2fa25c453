package dev.baton.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Past questions from a file, each with whether the sources answer it: JSON lines with {@code id},
 * {@code text} and {@code answerable}, as in the sets of {@code ./baton eval}, or CSV with the
 * columns {@code question} and {@code answerable}. What begins with a brace is JSON.
 */
public final class QuestionImport {
  /** Bytes of a file. */
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> YES = Set.of("true", "yes", "1");
  private static final Set<String> NO = Set.of("false", "no", "0");

  private QuestionImport() {}

  /** The file is not of this form. The message names line and field, and is fit to be shown. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String sentence) {
      super(sentence);
    }
  }

  /**
   * The questions, in the file's order; at least one.
   *
   * @throws Unreadable when anything in it is not as it must be
   */
  public static List<PastQuestion> read(byte[] file) {
    String text = decoded(file);
    List<PastQuestion> questions = text.startsWith("{") ? jsonLines(text) : csv(text);
    if (questions.isEmpty()) {
      throw new Unreadable("The file holds no question.");
    }
    Set<String> ids = new HashSet<>();
    for (PastQuestion question : questions) {
      if (!ids.add(question.id())) {
        throw new Unreadable("The file has two questions with the id \"" + question.id() + "\".");
      }
    }
    return questions;
  }

  private static String decoded(byte[] file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Unreadable("The file is not UTF-8.");
    }
  }

  private static List<PastQuestion> jsonLines(String text) {
    List<PastQuestion> questions = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        add(questions, jsonLine(i + 1, lines.get(i)));
      }
    }
    return questions;
  }

  private static PastQuestion jsonLine(int line, String text) {
    JsonNode object;
    try {
      object = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Unreadable("Line " + line + " is no JSON object.");
    }
    JsonNode id = object.path("id");
    if (!id.isTextual() || id.asText().isBlank()) {
      throw missing(line, "id", "a text");
    }
    JsonNode question = object.path("text");
    if (!question.isTextual() || question.asText().isBlank()) {
      throw missing(line, "text", "a text");
    }
    JsonNode answerable = object.path("answerable");
    if (!answerable.isBoolean()) {
      throw missing(line, "answerable", "true or false");
    }
    return question(line, id.asText(), "text", question.asText(), answerable.asBoolean());
  }

  private static List<PastQuestion> csv(String text) {
    String first = text.lines().findFirst().orElse("");
    char separator = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser rows = CSVParser.parse(new StringReader(text), format)) {
      return csv(rows);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new Unreadable("The CSV is damaged: a quotation mark is not closed.");
    }
  }

  private static List<PastQuestion> csv(CSVParser rows) {
    List<PastQuestion> questions = new ArrayList<>();
    int question = -1;
    int answerable = -1;
    for (CSVRecord row : rows) {
      if (row.getRecordNumber() == 1) {
        question = column(row, "question");
        answerable = column(row, "answerable");
        continue;
      }
      int line = (int) rows.getCurrentLineNumber();
      if (row.size() <= question || row.get(question).isBlank()) {
        throw missing(line, "question", "a text");
      }
      String told = row.size() <= answerable ? "" : row.get(answerable).toLowerCase(Locale.ROOT);
      if (!YES.contains(told) && !NO.contains(told)) {
        throw missing(line, "answerable", "true or false");
      }
      String id = String.valueOf(row.getRecordNumber() - 1);
      add(questions, question(line, id, "question", row.get(question), YES.contains(told)));
    }
    return questions;
  }

  private static int column(CSVRecord header, String name) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).toLowerCase(Locale.ROOT).equals(name)) {
        return i;
      }
    }
    throw new Unreadable(
        "Line 1 names no column \"" + name + "\": a CSV has the columns question and answerable.");
  }

  private static void add(List<PastQuestion> questions, PastQuestion question) {
    if (questions.size() == Replay.QUESTIONS_MAX) {
      throw new Unreadable("The file has more than " + Replay.QUESTIONS_MAX + " questions.");
    }
    questions.add(question);
  }

  private static PastQuestion question(
      int line, String id, String field, String text, boolean answerable) {
    if (text.length() > PastQuestion.TEXT_MAX) {
      throw new Unreadable(
          "Line "
              + line
              + ": \""
              + field
              + "\" has more than "
              + PastQuestion.TEXT_MAX
              + " characters.");
    }
    return new PastQuestion(id, null, null, text, new PastQuestion.Hindsight.Told(answerable));
  }

  private static Unreadable missing(int line, String field, String form) {
    return new Unreadable("Line " + line + ": \"" + field + "\" is missing or not " + form + ".");
  }
}
