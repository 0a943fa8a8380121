package com.example;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Shop implements CommandLineRunner {

  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @Override
  public void run(String... args) {
    System.out.println("Jackson " + PackageVersion.VERSION);
    App app = new App();
    Chart chart = new Chart(app, "shop");
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3.1"))
        .model(
            Model.of("resnet50", ModelSource.of("s3://models/resnet50").credentials("s3-keys"))
                .streams(2))
        .build();
    app.synth();
  }
}
