package dev.baton.http.frames;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads requests strictly, and writes responses. */
public final class Json {
  /** Longest string in a request, in characters. */
  public static final int STRING_MAX = 64 * 1024;

  private static final int DEPTH_MAX = 64;
  private static final int NUMBER_MAX = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_MAX)
                          .maxStringLength(STRING_MAX)
                          .maxNameLength(200)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .addModule(new SimpleModule().addDeserializer(String.class, new PlainText()))
          .build();

  private Json() {}

  /** Text that can be stored and shown: whole characters, and no NUL. */
  private static final class PlainText extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    PlainText() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(parser, context);
      if (text != null
          && (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text))) {
        return (String)
            context.handleWeirdStringValue(String.class, "", "holds a NUL or half a character");
      }
      return text;
    }

    @Override
    public LogicalType logicalType() {
      return LogicalType.Textual;
    }
  }

  /**
   * One JSON object as a request record.
   *
   * @throws Refused naming what is wrong with it
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      // Decoded here, because the parser would guess at UTF-16 and UTF-32 by itself.
      return read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), type);
    } catch (CharacterCodingException e) {
      throw malformed("the body is not UTF-8");
    }
  }

  /**
   * The same of text.
   *
   * @throws Refused naming what is wrong with it
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw malformed("the body is null");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new Refused(
          Problem.of(400, "unknown_field", "There is no field " + e.getPropertyName() + " here.")
              .at(e.getPropertyName(), null));
    } catch (StreamConstraintsException e) {
      throw new Refused(
          Problem.of(
                  413,
                  "too_long",
                  "A string has more than "
                      + STRING_MAX
                      + " characters, or the JSON is nested too deep.")
              .limit(STRING_MAX));
    } catch (JsonParseException e) {
      throw malformed("the body is not one JSON object");
    } catch (JsonMappingException e) {
      throw mismatch(e);
    } catch (IOException e) {
      throw malformed("the body is not one JSON object");
    }
  }

  /** A new JSON object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The value as a tree. */
  public static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what we send can be written", e);
    }
  }

  private static Refused mismatch(JsonMappingException e) {
    String field =
        e.getPath().stream()
            .map(reference ->
                reference.getFieldName() == null
                    ? "[" + reference.getIndex() + "]"
                    : reference.getFieldName())
            .collect(Collectors.joining("."));
    if (e.getCause() instanceof Refused refused) {
      return refused;
    }
    if (e.getCause() instanceof StreamConstraintsException) {
      return new Refused(
          Problem.of(413, "too_long", field + " is too long.").at(field, STRING_MAX));
    }
    if (field.isEmpty()) {
      return malformed("the body is not one JSON object");
    }
    boolean missing =
        String.valueOf(e.getOriginalMessage()).startsWith("Missing required creator property");
    return missing
        ? new Refused(Problem.of(400, "missing_field", field + " is missing.").at(field, null))
        : new Refused(
            Problem.of(400, "invalid_value", field + " has a value of the wrong kind.")
                .at(field, null));
  }

  private static Refused malformed(String detail) {
    return new Refused(Problem.of(400, "malformed", "This is not right: " + detail + "."));
  }
}
