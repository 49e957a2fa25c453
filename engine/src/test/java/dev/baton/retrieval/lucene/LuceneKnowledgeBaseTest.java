package dev.baton.retrieval.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Term;
import dev.baton.retrieval.embedding.PassageVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneKnowledgeBaseTest {
  private final WorkspaceId workspace = WorkspaceId.random();
  private final SourceId source = SourceId.random();
  private final List<WorkspaceId> lost = new ArrayList<>();

  @TempDir private Path folder;
  private LuceneKnowledgeBase base;

  @BeforeEach
  void open() {
    base = new LuceneKnowledgeBase(folder, PassageVectors.none(), lost::add);
  }

  @AfterEach
  void close() {
    base.close();
  }

  @Test
  void findsWhatWasPutWhenTheCallReturns() {
    Passage reset = passage("Passwords", "Reset", "Press Forgot password and follow the mail.");
    Passage invoice = passage("Billing", null, "Invoices are sent on the first of each month.");

    base.put(workspace, source, List.of(reset, invoice));

    assertThat(base.search(workspace, "how do I reset my password?", 5))
        .first()
        .satisfies(hit -> assertThat(hit.passage()).isEqualTo(reset))
        .satisfies(hit -> assertThat(hit.score()).isBetween(0.2, 1.0));
  }

  @Test
  void forgetsWhatWasRemovedWhenTheCallReturns() {
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));

    base.remove(workspace, source);

    assertThat(base.search(workspace, "invoices", 5)).isEmpty();
    assertThat(base.isEmpty(workspace)).isTrue();
  }

  @Test
  void replacesTheEarlierPassagesOfASource() {
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));

    base.put(workspace, source, List.of(passage("Billing", null, "Receipts come by pigeon.")));

    assertThat(base.search(workspace, "invoices", 5)).isEmpty();
    assertThat(base.search(workspace, "receipts", 5)).hasSize(1);
  }

  @Test
  void neverFindsAPassageOfAnotherWorkspace() {
    base.put(WorkspaceId.random(), source, List.of(passage("Secret", null, "The code is 4711.")));

    assertThat(base.search(workspace, "secret code 4711", 5)).isEmpty();
    assertThat(base.isEmpty(workspace)).isTrue();
    assertThat(base.terms(workspace, "ENGLISH", "secret")).isEmpty();
  }

  @Test
  void weighsHeadingsMoreThanText() {
    Passage heading = passage("Manual", "Refunds", "Write to us within two weeks of buying it.");
    Passage mention = passage("Manual", "Shipping", "We ship within days, refunds do not matter.");
    base.put(workspace, source, List.of(mention, heading));

    assertThat(base.search(workspace, "refunds", 2))
        .extracting(Hit::passage)
        .containsExactly(heading, mention);
  }

  @Test
  void countsUnknownWordsAgainstTheScore() {
    base.put(workspace, source, List.of(passage("Manual", "Refunds", "Refunds take two weeks.")));

    double known = base.search(workspace, "refunds", 1).getFirst().score();
    double strange = base.search(workspace, "refunds zeppelin quark", 1).getFirst().score();

    assertThat(strange).isLessThan(known / 2);
  }

  @Test
  void weighsRareWordsMore() {
    base.put(
        workspace,
        source,
        List.of(
            passage("Manual", null, "The widget shows messages."),
            passage("Manual", null, "The widget has a launcher.")));

    List<Term> terms = base.terms(workspace, "ENGLISH", "Widget launchers zeppelin");

    assertThat(terms).extracting(Term::word).containsExactly("widget", "launcher", "zeppelin");
    assertThat(terms).extracting(Term::known).containsExactly(true, true, false);
    assertThat(terms.get(0).weight()).isLessThan(terms.get(1).weight());
    assertThat(terms.get(1).weight()).isLessThan(terms.get(2).weight());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:*",
        "/(a+)+/",
        "~0.1",
        "\"unbalanced",
        "refund\"",
        "text:refund AND NOT (",
        "[a TO b}",
        "' OR 1=1--",
        "\0",
        "!!!",
        "(((((((",
        "refund^1e99",
        "\\"
      })
  void readsQuerySyntaxAsPlainText(String question) {
    base.put(workspace, source, List.of(passage("Manual", "Refunds", "Refunds take two weeks.")));

    assertThat(base.search(workspace, question, 5)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void boundsTheClausesOfAQuestion() {
    base.put(workspace, source, List.of(passage("Manual", "Refunds", "Refunds take two weeks.")));
    StringBuilder question = new StringBuilder("refunds");
    IntStream.range(0, 20_000).forEach(i -> question.append(" OR word").append(i));

    assertThat(base.search(workspace, question.toString(), 5)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void keepsItsIndexOverARestart() {
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));
    base.close();

    base = new LuceneKnowledgeBase(folder, PassageVectors.none(), lost::add);

    assertThat(base.search(workspace, "invoices", 5)).hasSize(1);
    assertThat(lost).isEmpty();
  }

  @Test
  void beginsADamagedIndexAnew() throws IOException {
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));
    base.close();
    try (Stream<Path> files = Files.list(folder.resolve(workspace.value()))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }

    base = new LuceneKnowledgeBase(folder, PassageVectors.none(), lost::add);
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));

    assertThat(base.search(workspace, "invoices", 5)).hasSize(1);
    assertThat(lost).containsExactly(workspace);
  }

  @Test
  void saysWhenAnIndexHasVanished() throws IOException {
    LuceneKnowledgeBase small =
        new LuceneKnowledgeBase(folder, PassageVectors.none(), lost::add, 1);
    small.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));
    small.put(WorkspaceId.random(), source, List.of(passage("Other", null, "Something else.")));
    small.search(WorkspaceId.random(), "closes the first", 1);
    try (Stream<Path> files = Files.list(folder.resolve(workspace.value()))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    List<Hit> hits = small.search(workspace, "invoices", 5);

    assertThat(hits).isEmpty();
    assertThat(lost).containsExactly(workspace);
    small.close();
  }

  @Test
  void keepsOnlyWhatTheStoreHas() {
    SourceId gone = SourceId.random();
    WorkspaceId goneToo = WorkspaceId.random();
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));
    base.put(workspace, gone, List.of(new Passage(gone, 0, "Old", null, null, null, "Old text.")));
    base.put(goneToo, source, List.of(passage("Older", null, "Older text.")));

    base.keepOnly(Map.of(workspace, Set.of(source)));

    assertThat(base.search(workspace, "invoices", 5)).hasSize(1);
    assertThat(base.search(workspace, "old", 5)).isEmpty();
    assertThat(base.isEmpty(goneToo)).isTrue();
  }

  @Test
  void servesMoreWorkspacesThanItHoldsOpen() {
    LuceneKnowledgeBase small =
        new LuceneKnowledgeBase(folder, PassageVectors.none(), lost::add, 2);
    List<WorkspaceId> many = Stream.generate(WorkspaceId::random).limit(6).toList();
    many.forEach(
        each -> small.put(each, source, List.of(passage("Billing", null, "Invoices by mail."))));

    assertThat(many).allSatisfy(each -> assertThat(small.search(each, "invoices", 1)).hasSize(1));
    small.close();
  }

  @Test
  void refusesWorkAfterItWasClosed() {
    base.put(workspace, source, List.of(passage("Billing", null, "Invoices come by mail.")));
    base.close();

    assertThatThrownBy(() -> base.search(workspace, "invoices", 5))
        .isInstanceOf(IllegalStateException.class);
  }

  private Passage passage(String title, @Nullable String heading, String text) {
    return new Passage(source, 0, title, heading, null, null, text);
  }
}
