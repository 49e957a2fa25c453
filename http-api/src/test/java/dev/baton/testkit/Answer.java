package dev.baton.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import org.assertj.core.api.Assertions;

/** What the server answered to one request. */
public record Answer(String request, int status, HttpHeaders headers, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same, if it has this status. */
  public Answer is(int expected) {
    Assertions.assertThat(status).as("%s answered %s", request, text).isEqualTo(expected);
    return this;
  }

  /** The same, if it is a problem with this status and code. */
  public Answer isProblem(int expected, String code) {
    is(expected);
    Assertions.assertThat(header("Content-Type"))
        .as("%s answered %s", request, text)
        .startsWith("application/problem+json");
    Assertions.assertThat(json().path("code").asText()).as("%s", text).isEqualTo(code);
    Assertions.assertThat(json().path("status").asInt()).isEqualTo(expected);
    return this;
  }

  public JsonNode json() {
    return parse(text);
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
