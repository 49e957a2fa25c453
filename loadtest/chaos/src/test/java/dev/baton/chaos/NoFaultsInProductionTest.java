package dev.baton.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Points to die at are reached from outside: the product has none, and knows of none. */
@AnalyzeClasses(packages = "dev.baton", importOptions = ImportOption.DoNotIncludeTests.class)
final class NoFaultsInProductionTest {
  @ArchTest
  static final ArchRule theProductKnowsNoFaults =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.baton.chaos..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.baton.chaos..");

  @ArchTest
  static final ArchRule theComparisonKnowsNoRulesOfTheServer =
      noClasses()
          .that()
          .resideInAnyPackage("dev.baton.chaos.compare..", "dev.baton.chaos.world..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.baton.conversation..", "dev.baton.engine..", "dev.baton.http..", "akka..");
}
