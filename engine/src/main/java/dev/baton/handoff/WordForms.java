package dev.baton.handoff;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How things are worded, each in a sense: read from files in {@code forms}, one after the other. A
 * line {@code name = a|b|c} names alternatives; {@code sense: form} is a regular expression over a
 * clause's words with one space between them, in which <code>{name}</code> stands for one of the
 * alternatives and <code>{name*3}</code> for up to three, each with a space behind it. {@code
 * slips} are words to which typing slips are mended. Every repeat is bounded, so hostile input
 * costs no more than a long one.
 */
final class WordForms<E extends Enum<E>> {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)(?:\\*(\\d))?}");
  private static final Pattern WORD = Pattern.compile("[a-z]{3,}");

  private final Map<E, List<Pattern>> forms;
  private final Map<String, String> names = new HashMap<>();
  private final TypingSlips slips;

  WordForms(Class<E> senses, String... files) {
    forms = new EnumMap<>(senses);
    List<String> lines = Arrays.stream(files).flatMap(file -> lines(file).stream()).toList();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int mark = Math.min(at(line, ": "), at(line, " = "));
      String name = line.substring(0, mark);
      if (line.startsWith(" = ", mark)) {
        names.put(name, line.substring(mark + 3));
      } else {
        forms
            .computeIfAbsent(
                Enum.valueOf(senses, name.toUpperCase(Locale.ROOT)), sense -> new ArrayList<>())
            .add(Pattern.compile("\\b(?:" + expanded(line.substring(mark + 2)) + ")\\b"));
      }
    }
    slips = new TypingSlips(List.of(names.getOrDefault("slips", "").split(" ", -1)), words(lines));
  }

  /** Whether a clause has a form of this sense, its typing slips mended. */
  boolean say(E sense, List<String> clause) {
    String line = String.join(" ", clause.stream().map(slips::mended).toList());
    return forms.getOrDefault(sense, List.of()).stream()
        .anyMatch(form -> form.matcher(line).find());
  }

  /** Every word that the forms are made of: none of them is a slip of another. */
  private static Set<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line -> WORD.matcher(line).results())
        .map(MatchResult::group)
        .collect(Collectors.toUnmodifiableSet());
  }

  private String expanded(String form) {
    Matcher matcher = NAME.matcher(form);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String alternatives = names.get(matcher.group(1));
      if (alternatives == null) {
        throw new IllegalStateException("no words are named in " + form);
      }
      String one = "(?:" + expanded(alternatives) + ")";
      String most = matcher.group(2);
      String all = most == null ? one : "(?:" + one + " ){0," + most + "}";
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(all));
    }
    return matcher.appendTail(expanded).toString();
  }

  private static int at(String line, String mark) {
    int found = line.indexOf(mark);
    return found < 0 ? line.length() : found;
  }

  private static List<String> lines(String name) {
    try (InputStream in = WordForms.class.getResourceAsStream("forms/" + name + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("forms/" + name + ".txt is missing from the build");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
