package io.github.cdk8sovms.kit;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs programs one after the other in this JVM, and so with one Node: each line of standard input
 * is the directory of a program's classes and the name of its main class. Answers with the exit
 * code and what was printed, each after its length.
 */
public final class ProgramHost {
  private ProgramHost() {}

  /** Ends with its standard input. */
  public static void main(String[] args) throws IOException {
    BufferedReader programs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (DataOutputStream answers =
        new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
      for (String line = programs.readLine(); line != null; line = programs.readLine()) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(screen);
        System.setErr(screen);
        int space = line.lastIndexOf(' ');
        answers.writeInt(run(Path.of(line.substring(0, space)), line.substring(space + 1)));
        answers.writeInt(printed.size());
        printed.writeTo(answers);
        answers.flush();
      }
    }
  }

  private static int run(Path classes, String main) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader.loadClass(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      return 0;
    } catch (InvocationTargetException e) {
      System.err.println(e.getCause());
      return 1;
    } catch (ReflectiveOperationException e) {
      e.printStackTrace();
      return 1;
    }
  }
}
