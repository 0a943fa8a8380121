package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.junit.jupiter.api.Test;

/** The table of names is that of the code in cdk8s-plus that writes the YAML. */
class FieldNamesTest {
  private static final Pattern FIELD = Pattern.compile("'([^']+)': [^\\n]*?\\bobj\\.(\\w+)");
  private static final int BLOCK = 512;

  @Test
  void everyFieldIsEmittedUnderItsName() throws IOException {
    Map<String, String> written = new TreeMap<>();
    Map<String, String> ours = new TreeMap<>();
    FIELD
        .matcher(code())
        .results()
        .filter(field -> !field.group(1).matches("\\$.*|x-kubernetes-.*"))
        .forEach(
            field -> {
              written.put(field.group(2), field.group(1));
              ours.put(field.group(2), FieldNames.emitted(field.group(2)));
            });

    assertThat(written).hasSizeGreaterThan(500).containsEntry("clusterIp", "clusterIP");
    assertThat(ours).isEqualTo(written);
  }

  /** The file with the types, in the archive for Node within the jar. */
  private static String code() throws IOException {
    try (InputStream packed =
            KubeDeployment.class.getResourceAsStream(
                "/org/cdk8s/plus34/cdk8s-plus-34@2.0.54.jsii.tgz");
        InputStream archive = new GZIPInputStream(packed)) {
      while (true) {
        byte[] header = archive.readNBytes(BLOCK);
        assertThat(header).as("the archive has the file").hasSize(BLOCK);
        String name = new String(header, 0, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
        String octal =
            new String(header, 124, 12, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        int size = octal.isEmpty() ? 0 : Integer.parseInt(octal, 8);
        byte[] content = archive.readNBytes(size);
        archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (name.equals("package/lib/imports/k8s.js")) {
          return new String(content, StandardCharsets.UTF_8);
        }
      }
    }
  }
}
