package dev.baton.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private final Keys keys = new Keys("r1");

  @Test
  void aMessageIsKnownAgainByItsKey() {
    long code = Keys.code(14_999, Side.OPERATOR, 1_234_567);

    assertThat(keys.key(code)).isEqualTo("r1-o14999-1234567");
    assertThat(keys.read(keys.key(code))).isEqualTo(code);
    assertThat(keys.read(keys.key(code) + " and more")).isEqualTo(code);
    assertThat(Keys.talk(code)).isEqualTo(14_999);
    assertThat(Keys.side(code)).isEqualTo(Side.OPERATOR);
    assertThat(Keys.n(code)).isEqualTo(1_234_567);
  }

  @Test
  void keysAreWrittenAsTheyAreTold() {
    for (long code :
        new long[] {Keys.code(0, Side.CUSTOMER, 0), Keys.code(10, Side.OPERATOR, 999_999_999)}) {
      StringBuilder written = new StringBuilder();
      keys.write(code, one -> written.append((char) one));

      assertThat(written).hasToString(keys.key(code));
    }
  }

  @Test
  void keysSuitTheProtocol() {
    String longest = keys.key(Keys.code((1 << 24) - 1, Side.CUSTOMER, Integer.MAX_VALUE));

    assertThat(longest).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(longest.getBytes(StandardCharsets.US_ASCII)).hasSize(longest.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "r1", "r1-", "r2-c1-1", "r1-x1-1", "r1-c-1", "r1-c1-", "r1-c1", "r1-c1-1x"})
  void whatOthersSaidIsNone(String text) {
    assertThat(keys.read(text)).isEqualTo(Keys.NONE);
  }
}
