#include "cli/generate_command.h"

#include <CLI/CLI.hpp>
#include <map>
#include <string_view>
#include <utility>

#include "messages/words.h"
#include "synth/pizza.h"
#include "synth/worlds/news.h"
#include "synth/worlds/places.h"
#include "synth/worlds/shop.h"
#include "synth/worlds/video.h"

namespace twotower {
namespace {

// What is said of a world, with places for figures (fmt).
struct WorldWording {
  std::string_view wrote, truth, next;
};

constexpr WorldWording kWorldInEnglish = {
    .wrote = "wrote     {}: {} users, {} items, {} interactions\n",
    .truth =
        "truth     who knows it has the next item among ten shown in {:.1f} % of the rows, "
        "guessing in {:.1f} %\n",
    .next =
        "next      twotower train {0}/interactions.{1} --users {0}/users.{1} "
        "--items {0}/items.{1}\n"};

constexpr WorldWording kWorldInChinese = {
    .wrote = "写入      {}：{} 个用户，{} 个物品，{} 条交互\n",
    .truth =
        "真值      知道真实偏好时，展示十个物品，{:.1f} % 的行命中下一个物品；随机猜测为 "
        "{:.1f} %\n",
    .next =
        "下一步    twotower train {0}/interactions.{1} --users {0}/users.{1} "
        "--items {0}/items.{1}\n"};

// The world's options, held by the parser's callback, are flags: declared once.
template <typename Options, typename Make>
void add_world(CLI::App& generate, const std::string& name, const std::string& help, Make make,
               GenerateCommand& command, const Caller& caller) {
  auto options = std::make_shared<Options>();
  CLI::App& world = *generate.add_subcommand(name, help);
  world.add_option("--out", command.folder, "Folder of the files; created if missing")->required();
  const std::map<std::string, WorldFormat> formats = {{"csv", WorldFormat::kCsv},
                                                      {"parquet", WorldFormat::kParquet}};
  world.add_option("--format", command.format, "Format of the files, csv or parquet. Default: csv")
      ->transform(CLI::CheckedTransformer(formats));
  Options::visit_options(*options, [&](std::string_view option, std::int64_t& value,
                                       std::string_view text, const Range& range) {
    const double most = std::min(range.max, 9e18);
    world.add_option("--" + std::string(option), value, std::string(text))
        ->capture_default_str()
        ->check(CLI::Range(static_cast<std::int64_t>(range.min), static_cast<std::int64_t>(most)));
  });
  world.callback([options, make, &command, caller] {
    command.language = caller.language;
    caller.finish(command.run(make(*options)));
  });
}

}  // namespace

Result<std::string> GenerateCommand::run(const World& world) const {
  TWOTOWER_ASSIGN(const WorldSummary made, write_world(world, folder, format));
  const std::string_view ending = format == WorldFormat::kCsv ? "csv" : "parquet";
  const WorldWording& words = language == Language::kChinese ? kWorldInChinese : kWorldInEnglish;
  return say(words.wrote, folder, made.num_users, made.num_items, made.num_rows) +
         say(words.truth, 100.0 * made.optimal_recall_at_10,
             1000.0 / static_cast<double>(made.num_items)) +
         say(words.next, folder, ending);
}

void add_generate_command(CLI::App& app, GenerateCommand& command, const Caller& caller) {
  CLI::App& generate =
      *app.add_subcommand("generate", "Generates data of an industry with a known ground truth");
  generate.require_subcommand(1);
  add_world<PizzaOptions>(generate, "pizza",
                          "The pizza shop of the demo: tastes, repeats, durian lovers", make_pizza,
                          command, caller);
  add_world<ShopOptions>(generate, "shop", "An online shop: views, carts, purchases; categories",
                         make_shop, command, caller);
  add_world<VideoOptions>(generate, "video", "A video platform: watch times, channels, titles",
                          make_video, command, caller);
  add_world<NewsOptions>(generate, "news", "A news site: articles that live for hours, sessions",
                         make_news, command, caller);
  add_world<PlacesOptions>(generate, "places", "Check-ins in a city: returns, hours, distances",
                           make_places, command, caller);
}

}  // namespace twotower
