#include "bundle/manifest.h"

#include <gtest/gtest.h>

#include <string>

#include "base/checksum.h"
#include "messages/said.h"

namespace twotower {
namespace {

Manifest example() {
  Manifest manifest;
  manifest.twotower = "0.1.0";
  manifest.created = "2026-11-21T09:30:00Z";
  manifest.generation = "00112233445566ff";
  manifest.config =
      Value(Value::Map{{"towers", Value(Value::Map{{"dim", Value(std::int64_t{8})}})}});
  manifest.user_ids = IdMap::Type::kString;
  manifest.repeat = RepeatRule::kAllow;
  manifest.similarity = "cosine";
  manifest.temperature = 0.05;
  manifest.seed = 7;
  manifest.data_key = "key";
  manifest.model = "99aabbccddeeff00";
  manifest.history_until = 1'700'000'000'000'000;
  manifest.log_positions = {{"0011223344556677", 12}};
  manifest.metrics = Value(Value::Map{{"users", Value(std::int64_t{3})}});
  manifest.files["model.safetensors"] = {
      .bytes = kChecksumBlockBytes + 1, .checksum = ~0ULL, .blocks = {1, 2}};
  return manifest;
}

ErrorCode code_of(const std::string& text) {
  const auto manifest = parse_manifest(text, "manifest.json");
  EXPECT_FALSE(manifest.ok());
  return manifest.ok() ? ErrorCode::kConfigSyntax : manifest.error().code;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return text.replace(place, from.size(), to);
}

TEST(ManifestTest, ReadsWhatItWrote) {
  const std::string text = to_json(example());
  const auto read = parse_manifest(text, "manifest.json");
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(to_json(read.value()), text);
  EXPECT_EQ(read.value().user_ids, IdMap::Type::kString);
  EXPECT_EQ(read.value().repeat, RepeatRule::kAllow);
  EXPECT_EQ(read.value().model, "99aabbccddeeff00");
  EXPECT_EQ(read.value().history_until, 1'700'000'000'000'000);
  EXPECT_EQ(read.value().log_positions, example().log_positions);
  EXPECT_EQ(read.value().parent, std::nullopt);
  EXPECT_EQ(read.value().files, example().files);
}

TEST(ManifestTest, EveryFlippedBitIsRefused) {
  Manifest manifest = example();
  manifest.temperature = 1e-05;  // 1E-05 is the same number
  manifest.config = Value(Value::Map{{"rate", Value(0.1 + 0.2)}, {"text", Value("\x1f")}});
  const std::string text = to_json(manifest);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto read = parse_manifest(damaged, "manifest.json");
      ASSERT_FALSE(read.ok()) << "byte " << i << ", bit " << bit;
      EXPECT_TRUE(read.error().code == ErrorCode::kBundleCorrupt ||
                  read.error().code == ErrorCode::kBundleNewer ||
                  read.error().code == ErrorCode::kBundleOlder);
    }
  }
}

TEST(ManifestTest, AnotherLayoutOfTheSameIsRefused) {
  const std::string text = to_json(example());
  EXPECT_EQ(code_of(text + "\n"), ErrorCode::kBundleCorrupt);
  EXPECT_EQ(code_of(replaced(text, "\"seed\": 7", "\"seed\":7")), ErrorCode::kBundleCorrupt);
  EXPECT_EQ(code_of(replaced(text, "0.05", "5e-2")), ErrorCode::kBundleCorrupt);
}

TEST(ManifestTest, EveryTruncationIsRefused) {
  const std::string text = to_json(example());
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_EQ(code_of(text.substr(0, length)), ErrorCode::kBundleCorrupt);
  }
}

TEST(ManifestTest, TellsOtherFormatsFromDamage) {
  const std::string text = to_json(example());
  EXPECT_EQ(code_of(replaced(text, "\"format_version\": 2", "\"format_version\": 3")),
            ErrorCode::kBundleNewer);
  EXPECT_EQ(code_of(replaced(text, "\"format_version\": 2", "\"format_version\": 1")),
            ErrorCode::kBundleOlder);
  EXPECT_EQ(code_of(replaced(text, "\"format_version\": 2", "\"format_version\": 0")),
            ErrorCode::kBundleCorrupt);
  EXPECT_EQ(code_of("{\"format_version\": 9}"), ErrorCode::kBundleNewer);
  EXPECT_EQ(code_of("{}"), ErrorCode::kBundleCorrupt);
  EXPECT_EQ(code_of("[]"), ErrorCode::kBundleCorrupt);
}

TEST(ManifestTest, RefusesWhatDoesNotFit) {
  Manifest manifest = example();
  manifest.files["model.safetensors"].blocks.pop_back();
  EXPECT_EQ(code_of(to_json(manifest)), ErrorCode::kBundleCorrupt);
  manifest = example();
  manifest.repeat = RepeatRule::kAuto;
  EXPECT_EQ(code_of(to_json(manifest)), ErrorCode::kBundleCorrupt);
  manifest = example();
  manifest.config = Value();
  EXPECT_EQ(code_of(to_json(manifest)), ErrorCode::kBundleCorrupt);
  for (const std::string name : {"", ".", "..", "../model.safetensors", "/dev/zero", "a/b"}) {
    manifest = example();
    manifest.files[name] = {.bytes = 1, .checksum = 1, .blocks = {1}};
    EXPECT_EQ(code_of(to_json(manifest)), ErrorCode::kBundleCorrupt) << name;
  }
}

TEST(ManifestTest, SaysWhatScoresGainWhereTheyDo) {
  Manifest manifest = example();
  EXPECT_EQ(to_json(manifest).find("repeats"), std::string::npos);
  manifest.repeats = {0.3, 11.5};
  const auto read = parse_manifest(to_json(manifest), "manifest.json");
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(read.value().repeats, manifest.repeats);
  EXPECT_EQ(to_json(read.value()), to_json(manifest));
  EXPECT_EQ(parse_manifest(to_json(example()), "manifest.json").value().repeats, RepeatTerm());
  manifest.repeats.half_life = -1.0;
  EXPECT_EQ(code_of(to_json(manifest)), ErrorCode::kBundleCorrupt);
}

TEST(ManifestTest, TheGenerationFollowsFromTheParts) {
  Manifest manifest = example();
  const std::string name = generation_of(manifest.files);
  EXPECT_EQ(name, generation_of(example().files));
  EXPECT_EQ(name, generation_of(example().files, {0.0, 3.0}));
  EXPECT_NE(name, generation_of(example().files, {0.5, 3.0}));
  manifest.files["model.safetensors"].checksum ^= 1;
  EXPECT_NE(name, generation_of(manifest.files));
}

}  // namespace
}  // namespace twotower
