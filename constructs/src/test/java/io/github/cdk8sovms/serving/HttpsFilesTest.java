package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CHECKSUM;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_URL;
import static io.github.cdk8sovms.validation.FindingCode.MODEL_SOURCE;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.serving.internal.RemoteFile;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsFilesTest {
  private static final String SHA_256 = "0123456789abcdef".repeat(4);
  private static final HttpsFiles FILES =
      ModelSource.https("https://example.com/m.xml", "https://example.com/m.bin");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "https://example.com/m.xml, m.xml",
    "https://example.com:8443/a/b/model_v1.2-int8.bin, model_v1.2-int8.bin",
    "https://example.com/m.xml?revision=3, m.xml",
    "https://example.com/m.xml?path=/a/b, m.xml",
    "https://example.com/m, m",
  })
  void aFileIsCalledLikeTheLastPartOfItsPath(String url, String file) {
    assertThat(codes(ModelSource.https(url))).doesNotContain(INVALID_URL);
    assertThat(new RemoteFile("", url).name()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m.xml",
        "http://example.com/m.xml",
        "s3://models/m.xml",
        "https://",
        "https:///m.xml",
        "https://example.com",
        "https://example.com/",
        "https://example.com/models/",
        "https://example.com?file=m.xml",
        "https://example.com/.hidden",
        "https://example.com:0/m.xml",
        "https://example.com:65536/m.xml",
        "https://example.com/..",
        "https://me:secret@example.com/m.xml",
        "https://example.com/m.xml#part",
        "https://example.com/m%20m.xml",
        "https://example.com/m m.xml",
        "https://example.com/$(reboot)",
        "https://example.com/m.xml\n--output",
      })
  void whatCannotBeFetchedIsRefused(String url) {
    assertThat(codes(ModelSource.https(url))).containsExactly(INVALID_URL);
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(Reported.by(ModelSource.https("https://me:secret@example.com/m.xml")::check))
        .extracting(Finding::toString)
        .noneMatch(report -> report.contains("secret"));
  }

  @Test
  void atLeastOneFileIsNeeded() {
    assertThat(codes(ModelSource.https())).containsExactly(MODEL_SOURCE);
  }

  @Test
  void twoFilesOfOneNameWouldBeOne() {
    assertThat(
            codes(
                ModelSource.https(
                    "https://a.example.com/m.onnx", "https://b.example.com/m.onnx?x")))
        .containsExactly(MODEL_SOURCE);
  }

  @Test
  void weightsOfTensorFlowLieInTheirDirectory() {
    String url = "https://example.com/m/1/";
    HttpsFiles flat =
        ModelSource.https(url + "saved_model.pb", url + "variables/variables.index?download=true");
    HttpsFiles nested =
        ModelSource.https(url + "saved_model.pb")
            .into("variables", url + "variables/variables.index")
            .sha256("variables/variables.index", SHA_256);

    assertThat(codes(flat)).containsExactly(MODEL_SOURCE);
    assertThat(codes(nested)).isEmpty();
    assertThat(nested.files())
        .extracting(RemoteFile::path)
        .containsExactly("saved_model.pb", "variables/variables.index");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "..", "a/../..", "a b", "/etc"})
  void filesStayInTheirVersion(String directory) {
    assertThat(codes(FILES.into(directory, "https://example.com/other.bin")))
        .containsExactly(MODEL_SOURCE);
  }

  @Test
  void filesOfAnotherVersionAreServedAsVersionOneWithAWarning() {
    HttpsFiles third =
        ModelSource.https("https://example.com/m/3/m.xml", "https://example.com/m/3/m.bin");

    assertThat(codes(third)).containsExactly(VERSION_DIRECTORY);
    assertThat(codes(third.version(3))).isEmpty();
    assertThat(codes(third.version(1))).isEmpty();
    assertThat(codes(ModelSource.https("https://example.com/m/1/m.onnx"))).isEmpty();
    assertThat(codes(FILES.version(0))).containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m.onnx",
        "m.tflite",
        "frozen.pb",
        "m.xml m.bin",
        "labels.txt m.bin m.xml",
        "m.pdmodel m.pdiparams"
      })
  void aModelIsOneOfTheFormatsOfOvms(String names) {
    assertThat(codes(ofNames(names))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m.xml",
        "m.bin",
        "a.xml b.bin",
        "m.pdmodel",
        "m.XML m.BIN",
        "m.pt",
        "m.h5",
        "config.json",
        "download",
        "m.tar.gz",
        "m.onnx.zip",
        "m.onnx labels.zip"
      })
  void whatOvmsDoesNotLoadIsRefused(String names) {
    assertThat(codes(ofNames(names))).containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://huggingface.co/OpenVINO/x/blob/main/m.onnx",
        "https://github.com/onnx/models/blob/main/validated/m.onnx"
      })
  void aPageThatShowsAFileIsNotTheFile(String page) {
    assertThat(codes(ModelSource.https(page))).containsExactly(MODEL_SOURCE);
    assertThat(codes(ModelSource.https(page.replace("/blob/", "/resolve/")))).isEmpty();
  }

  private static HttpsFiles ofNames(String names) {
    return ModelSource.https(
        Stream.of(names.split(" ")).map("https://example.com/"::concat).toArray(String[]::new));
  }

  @Test
  void checksumsAreOfFetchedFiles() {
    HttpsFiles verified = FILES.sha256("m.bin", SHA_256).sha256("m.xml", SHA_256);

    assertThat(codes(verified)).isEmpty();
    assertThat(verified.checksums())
        .containsExactly(entry("m.bin", SHA_256), entry("m.xml", SHA_256));
    assertThat(FILES.checksums()).as("each call gives a copy").isEmpty();
    assertThat(codes(FILES.sha256("other.bin", SHA_256))).containsExactly(CHECKSUM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "sha256:0123", "0123456789ABCDEF", "0123456789abcdeg"})
  void checksumsAre64HexadecimalDigits(String digits) {
    String hex = digits.length() == 16 ? digits.repeat(4) : digits;

    assertThat(codes(FILES.sha256("m.bin", hex))).containsExactly(CHECKSUM);
  }

  private static List<FindingCode> codes(HttpsFiles files) {
    return Reported.codesBy(files::check);
  }
}
