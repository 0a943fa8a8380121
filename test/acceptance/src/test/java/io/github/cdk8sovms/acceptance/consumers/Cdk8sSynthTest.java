package io.github.cdk8sovms.acceptance.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.Starter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cdk8s synth} of a Maven project: cdk8s-cli passes standard error on, and throws standard
 * output away if the program fails. Maven reports on standard output.
 */
class Cdk8sSynthTest {
  private static final Path CDK8S =
      Repository.ROOT.resolve("tools/cdk8s-cli/node_modules/.bin/cdk8s");
  private static final Pattern DEPENDENCIES =
      Pattern.compile("(?s)<dependencies>.*</dependencies>");

  /** The library's other module, which no repository has either. */
  private static final Pattern CORE =
      Pattern.compile(
          "(?s)<dependency>\\s*<groupId>[^<]*</groupId>\\s*"
              + "<artifactId>cdk8s-ovms-core<.*?</dependency>");

  private static final Pattern APP = Pattern.compile("(?m)^app: (.*mvn.*)$");

  @TempDir private Path project;

  @Test
  void threeMistakesAreOnTheScreen() throws IOException {
    Command synth = synth(ThreeMistakes.NAME, ThreeMistakes.PROGRAM);

    assertThat(synth.exitCode()).as(synth.output()).isNotZero();
    assertThat(synth.output().replace("[ERROR] ", ""))
        .contains(ThreeMistakes.REPORT)
        .contains(Page.ERRORS.block("text", "3 mistakes"));
    System.out.println("cdk8s synth of three mistakes prints:\n" + synth.output());
  }

  @Test
  @Tag("extended")
  void summaryAndWarningsAreOnTheScreen() throws IOException {
    Command synth = synth("Shop", Page.TUTORIAL.block("java", "class Shop"));

    assertThat(synth.exitCode()).as(synth.output()).isZero();
    assertThat(synth.output())
        .containsPattern("(?m)^(\u001b\\[0?m)*WARNING: OVMS353 shop/prometheus-adapter.tls: ")
        .contains("HorizontalPodAutoscaler     1\n", "dist/shop.k8s.yaml");
  }

  @Test
  void everyConfigurationThatIsShownPrintsReports() {
    List<Path> texts =
        Stream.of(
                List.of(
                    Repository.ROOT.resolve("cdk8s.yaml"),
                    Repository.ROOT.resolve("README.md"),
                    Repository.ROOT.resolve("CONTRIBUTING.md")),
                Repository.filesBelow(Repository.ROOT.resolve("docs")),
                Repository.filesBelow(Starter.DIRECTORY))
            .flatMap(List::stream)
            .filter(file -> file.toString().matches(".*(\\.md|cdk8s\\.ya?ml)"))
            .toList();

    assertThat(texts).contains(Starter.DIRECTORY.resolve("cdk8s.yaml"));
    assertThat(texts)
        .flatMap(file -> APP.matcher(Repository.read(file)).results().toList())
        .isNotEmpty()
        .allSatisfy(app -> assertThat(app.group(1)).contains("exec:java").endsWith(" 1>&2"));
  }

  /** A user's project, with the cdk8s.yaml of the starter. */
  private Command synth(String name, String program) throws IOException {
    assertThat(CDK8S).as("node tools/provide.mjs cdk8s-cli").exists();
    Repository.write(project.resolve("src/main/java/" + name + ".java"), program);
    Repository.write(
        project.resolve("cdk8s.yaml"), Repository.read(Starter.DIRECTORY.resolve("cdk8s.yaml")));
    Repository.write(project.resolve("pom.xml"), pom());
    Repository.write(
        project.resolve(".mvn/maven.config"),
        String.join("\n", Maven.options()) + "\n-o\n-Dexec.mainClass=" + name + "\n");
    return Command.run(
        project,
        Map.of(
            "PATH",
            Maven.directory() + File.pathSeparator + System.getenv("PATH"),
            "JAVA_HOME",
            System.getProperty("java.home"),
            "MAVEN_OPTS",
            String.join(" ", Command.shortLived()),
            "CDK8S_CHECK_UPGRADE",
            "false"),
        List.of(CDK8S.toString(), "synth"));
  }

  /** The library as it was compiled, because no repository has it yet. */
  private static String pom() {
    Path library = Repository.ROOT.resolve("constructs/target/classes");
    Path core = Repository.ROOT.resolve("core/target/classes");
    assertThat(List.of(library, core)).allSatisfy(classes -> assertThat(classes).isDirectory());
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>shop</artifactId>
          <version>1.0</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
            <exec.cleanupDaemonThreads>false</exec.cleanupDaemonThreads>
          </properties>
          %s
          <build>
            <resources>
              <resource>
                <directory>%s</directory>
              </resource>
              <resource>
                <directory>%s</directory>
              </resource>
            </resources>
            <plugins>
        %s    </plugins>
          </build>
        </project>
        """
        .formatted(dependencies(), library, core, plugins());
  }

  private static String dependencies() {
    Matcher dependencies =
        DEPENDENCIES.matcher(
            Repository.read(Repository.ROOT.resolve("constructs/.flattened-pom.xml")));
    assertThat(dependencies.find()).isTrue();
    return CORE.matcher(dependencies.group()).replaceFirst("");
  }

  /** In the versions of this build, which has them downloaded. */
  private static String plugins() {
    String parent = Repository.read(Repository.ROOT.resolve("pom.xml"));
    StringBuilder plugins = new StringBuilder();
    for (String artifact :
        List.of("maven-resources-plugin", "maven-compiler-plugin", "exec-maven-plugin")) {
      Matcher version =
          Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>(.*)</version>")
              .matcher(parent);
      assertThat(version.find()).as(artifact).isTrue();
      String group =
          artifact.startsWith("maven") ? "org.apache.maven.plugins" : "org.codehaus.mojo";
      plugins.append(
          "<plugin><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></plugin>\n"
              .formatted(group, artifact, version.group(1)));
    }
    return plugins.toString();
  }
}
