package dev.baton;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.baton.conversation.ConversationEvent;

/**
 * The arrows of ARCHITECTURE.md section 4: a room may use those above it, and only one room knows
 * each big library.
 */
@AnalyzeClasses(packages = "dev.baton", importOptions = ImportOption.DoNotIncludeTests.class)
final class DependencyDirectionTest {
  private static final String[] ROOMS = {
    "serialization",
    "identity",
    "cluster",
    "handoff",
    "retrieval",
    "sources",
    "workspace",
    "operators",
    "customers",
    "inboxview",
    "answering",
    "evaluation",
    "conversation",
    "replay",
    "live",
    "verify",
    "database",
    "engine"
  };

  @ArchTest
  static final ArchRule theEngineKnowsNoHttp =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka.http..", "java.net.http..", "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsLucene =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.baton.retrieval.lucene..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.baton.retrieval.embedding..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "dev.langchain4j..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.baton.database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.postgresql..",
              "org.flywaydb..",
              "com.zaxxer..");

  @ArchTest
  static final ArchRule theRulesOfHandoffArePlainJava =
      classes()
          .that()
          .resideInAPackage("dev.baton.handoff..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.baton.handoff..",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.annotation..");

  @ArchTest
  static final ArchRule theRulesOfOwnershipKnowNoAkka =
      noClasses()
          .that()
          .haveNameMatching(
              "dev\\.baton\\.conversation\\.(ConversationRules|ConversationState|ConversationEvent|ConversationCommand|Draft|Verdict|Ownership"
                  + "|Asking|Principal|Receipt|Refusal|Circumstances|Opening|PendingAnswer|TimelineEntry|Message|StoredConversation)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..");

  @ArchTest
  static final ArchRule theMachineSpeaksInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.baton.conversation.Draft")
          .should()
          .callConstructorWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                  com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                      JavaClass.Predicates.equivalentTo(ConversationEvent.AgentSpoke.class))));

  @ArchTest
  static final ArchRule noRoomsInACircle =
      slices().matching("dev.baton.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule arrowsPointOneWay = classes().should(new UseOnlyRoomsAbove());

  private static final class UseOnlyRoomsAbove extends ArchCondition<JavaClass> {
    UseOnlyRoomsAbove() {
      super("use only rooms that stand above theirs in ARCHITECTURE.md");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
      int own = place(origin);
      for (var dependency : origin.getDirectDependenciesFromSelf()) {
        int other = place(dependency.getTargetClass());
        if (other > own) {
          events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
        }
      }
    }

    private static int place(JavaClass type) {
      String name = type.getPackageName();
      for (int i = 0; i < ROOMS.length; i++) {
        if (name.equals("dev.baton." + ROOMS[i])
            || name.startsWith("dev.baton." + ROOMS[i] + ".")) {
          return i;
        }
      }
      return -1;
    }
  }
}
