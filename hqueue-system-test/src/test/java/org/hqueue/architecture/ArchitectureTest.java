package org.hqueue.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may use what. Each rule says why it is there in the name of its test. */
class ArchitectureTest {

  private static final Path ROOT = Path.of(System.getProperty("hqueue.root", ".."));
  private static final List<String> MODULES =
      List.of("hqueue-xmlrpc", "hqueue-ejb", "hqueue-web", "hqueue-agent", "hqueue-ear");
  private static final Map<String, JavaClasses> BY_MODULE = importModules();
  private static final JavaClasses EJB = module("hqueue-ejb");
  private static final JavaClasses WEB = module("hqueue-web");
  private static final JavaClasses ALL = importAll();

  /** Hands on what the container's pool tells its connections, so it is not beside it. */
  private static final String BELOW_THE_POOL = "org.hqueue.config.LazyAutoCommit";

  /** Who may import whom within the EJB module; what is not named here may not. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("time", Set.of()),
          Map.entry("phrase", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("database", Set.of("config", "phrase")),
          Map.entry("output", Set.of("config")),
          Map.entry("event", Set.of("database", "time")),
          Map.entry("search", Set.of("database", "job")),
          Map.entry("trouble", Set.of("database", "event")),
          Map.entry("note", Set.of("database", "event", "phrase")),
          Map.entry("history", Set.of("database")),
          Map.entry("folder", Set.of("database", "config", "event", "phrase")),
          Map.entry("assignment", Set.of("database")),
          Map.entry("requirement", Set.of("database")),
          Map.entry("resource", Set.of("database", "event", "requirement", "phrase")),
          Map.entry("client", Set.of("database", "config", "event", "assignment", "phrase")),
          Map.entry("clientgroup", Set.of("database", "event", "client", "phrase")),
          Map.entry(
              "job",
              Set.of(
                  "database",
                  "config",
                  "output",
                  "event",
                  "assignment",
                  "requirement",
                  "resource",
                  "note",
                  "phrase")),
          Map.entry("expiry", Set.of("database", "config", "event", "job", "note", "phrase")),
          Map.entry("notify", Set.of("database", "config", "event", "trouble", "job")),
          Map.entry(
              "silence",
              Set.of("database", "config", "event", "assignment", "job", "note", "phrase")),
          Map.entry(
              "schedule",
              Set.of(
                  "time",
                  "database",
                  "config",
                  "output",
                  "event",
                  "assignment",
                  "requirement",
                  "resource",
                  "client",
                  "folder",
                  "phrase",
                  "job")));

  @Test
  void theScanSeesTheClassesOfEveryModule() {
    BY_MODULE.forEach(
        (name, classes) -> assertTrue(classes.size() >= 10, name + ": " + classes.size()));
    assertTrue(EJB.contain("org.hqueue.job.JobLifecycle"));
    assertTrue(WEB.contain("org.hqueue.web.rpc.MethodTable"));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.hqueue.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void aPackageLivesInOneModule() {
    Map<String, Set<String>> modules = new TreeMap<>();
    BY_MODULE.forEach(
        (name, classes) ->
            classes.forEach(
                type ->
                    modules
                        .computeIfAbsent(type.getPackageName(), none -> new TreeSet<>())
                        .add(name)));
    modules.values().removeIf(names -> names.size() == 1);
    assertEquals(Map.of(), modules);
  }

  @Test
  void importsWithinTheEjbModuleRunOneWay() {
    Set<String> known = new TreeSet<>();
    EJB.forEach(type -> known.add(capability(type)));
    assertEquals(new TreeSet<>(ARROWS.keySet()), known, "each package needs its arrows here");
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : EJB) {
      Set<String> allowed = ARROWS.get(capability(type));
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith("org.hqueue."))
          .map(ArchitectureTest::capability)
          .filter(target -> !target.equals(capability(type)) && !allowed.contains(target))
          .forEach(target -> wrong.add(type.getName() + " -> " + target));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void entityManagersAreUsedInStoresAlone() {
    noClasses()
        .that(DescribedPredicate.not(simpleNameEndingWith("Store")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.persistence.EntityManager")
        .check(ALL);
  }

  @Test
  void jdbcIsUsedInStoresAndInTheDatabasePackageAlone() {
    DescribedPredicate<JavaClass> stores =
        describe("stores", type -> type.getName().matches(".*Store(\\$.*)?"));
    noClasses()
        .that(DescribedPredicate.not(stores))
        .and()
        .resideOutsideOfPackages("org.hqueue.database", "org.hqueue.config")
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.sql", "javax.sql"))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.hqueue.database.Database")
        .check(EJB);
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.sql", "javax.sql"))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.hqueue.database.Database")
        .check(
            WEB.that(
                describe(
                    "decide or map",
                    type ->
                        !Set.of("EmbeddedDataSource", "FaultMapper")
                            .contains(type.getSimpleName()))));
  }

  @Test
  void nobodyCommitsByHandSinceThatReallyCommitsInsideATransactionOfTheContainer() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BELOW_THE_POOL)
        .should(
            callMethodWhere(
                describe(
                    "is Connection.commit or rollback",
                    (JavaMethodCall call) ->
                        call.getTargetOwner().isAssignableTo("java.sql.Connection")
                            && Set.of("commit", "rollback", "setAutoCommit")
                                .contains(call.getName()))))
        .check(ALL);
  }

  @Test
  void movesOfAJobAreDecidedInTheLifecycleAndWrittenInTheStore() {
    constructors()
        .that()
        .areDeclaredIn("org.hqueue.job.StatusChange")
        .should()
        .onlyBeCalled()
        .byClassesThat()
        .haveSimpleName("JobLifecycle")
        .orShould()
        .onlyBeCalled()
        .byClassesThat(
            describe(
                "are the lifecycle or the record itself",
                type -> Set.of("JobLifecycle", "StatusChange").contains(type.getSimpleName())))
        .check(EJB);
    methods()
        .that()
        .areDeclaredIn("org.hqueue.job.JobStore")
        .and()
        .haveName("apply")
        .should()
        .onlyBeCalled()
        .byClassesThat()
        .haveSimpleName("StatusRipple")
        .check(EJB);
  }

  @Test
  void timersRunOutsideATransactionSinceTwoFailuresInARowRemoveThemForGood() {
    methods().that().areAnnotatedWith("jakarta.ejb.Schedule").should(beNotSupported()).check(ALL);
  }

  @Test
  void timeComesFromTheInjectedClock() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.hqueue.time")
        .should(
            callMethodWhere(
                describe(
                    "asks the system for the time",
                    (JavaMethodCall call) ->
                        (call.getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getTarget().getRawParameterTypes().isEmpty())
                            || (call.getTargetOwner().getName().equals("java.lang.System")
                                && call.getName().equals("currentTimeMillis")))))
        .check(ALL);
  }

  @Test
  void facesAndXmlRpcStayInTheWebModule() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("jakarta.faces..", "org.primefaces..", "org.hqueue.xmlrpc.."))
        .check(EJB);
  }

  @Test
  void entitiesNeverReachThePagesOrTheWire() {
    codeUnits()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.hqueue.web..")
        .should(nameNoEntity())
        .check(ALL);
  }

  @Test
  void entitiesHaveNoSetters() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith("jakarta.persistence.Entity")
        .should()
        .haveNameMatching("set[A-Z].*")
        .check(EJB);
  }

  @Test
  void beansOfTheEjbModuleAreStatelessBesidesTheTimers() {
    classes()
        .that()
        .areAnnotatedWith("jakarta.ejb.Stateless")
        .should()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameEndingWith("Store")
        .check(EJB);
  }

  @Test
  void exceptionsSayWhatHappened() {
    GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(ALL);
  }

  @Test
  void serverCodeLogsAndDoesNotPrint() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(EJB);
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(WEB);
  }

  private static ArchCondition<JavaMethod> beNotSupported() {
    return new ArchCondition<>("be NOT_SUPPORTED in a singleton") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean outside =
            method
                .tryGetAnnotationOfType("jakarta.ejb.TransactionAttribute")
                .flatMap(attribute -> attribute.tryGetExplicitlyDeclaredProperty("value"))
                .map(value -> value.toString().endsWith("NOT_SUPPORTED"))
                .orElse(false);
        boolean singleton = method.getOwner().isAnnotatedWith("jakarta.ejb.Singleton");
        events.add(new SimpleConditionEvent(method, outside && singleton, method.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaCodeUnit> nameNoEntity() {
    return new ArchCondition<>("name no entity in their signature") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        List<JavaClass> named = new ArrayList<>(unit.getRawParameterTypes());
        named.add(unit.getRawReturnType());
        for (JavaClass type : named) {
          boolean entity =
              type.getBaseComponentType().isAnnotatedWith("jakarta.persistence.Entity");
          events.add(
              new SimpleConditionEvent(unit, !entity, unit.getFullName() + " names " + type));
        }
      }
    };
  }

  private static String capability(JavaClass type) {
    return type.getPackageName().split("\\.", 4)[2];
  }

  private static JavaClasses module(String name) {
    return BY_MODULE.get(name);
  }

  private static Map<String, JavaClasses> importModules() {
    Map<String, JavaClasses> byModule = new LinkedHashMap<>();
    for (String name : MODULES) {
      byModule.put(name, new ClassFileImporter().importPath(compiled(name)));
    }
    return byModule;
  }

  private static JavaClasses importAll() {
    return new ClassFileImporter()
        .importPaths(MODULES.stream().map(ArchitectureTest::compiled).toList());
  }

  private static Path compiled(String module) {
    return ROOT.resolve(module).resolve("target").resolve("classes");
  }
}
