package io.github.cdk8sovms.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class as a document shows it. */
record JavaProgram(String name, String source) {
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  static JavaProgram of(String source) {
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).as(source).isTrue();
    return new JavaProgram(name.group(1), source);
  }

  /** Compiles it as it stands into a directory, with the class path of the tests. */
  void compile(Path directory) {
    Path file = directory.resolve(name + ".java");
    Repository.write(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-cp", Command.classPath(), "-d", directory.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(source + errors).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
