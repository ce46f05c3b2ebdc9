#include "cli/in_chinese.h"

#include <algorithm>
#include <iterator>

namespace twotower {
namespace {

struct Meaning {
  ErrorCode code;
  std::string_view text;
};

constexpr Meaning kMeanings[] = {
    {ErrorCode::kBundleCorrupt,
     "模型包已损坏（文件被改动、截断或缺失）。请从备份恢复，或重新训练。"},
    {ErrorCode::kBundleMismatch,
     "模型包或训练结果与所给的数据不相符。请使用训练时的数据，或用这份数据重新训练。"},
    {ErrorCode::kBundleNewer, "模型包由更新版本的程序写成。请升级 twotower，或用本版本重新训练。"},
    {ErrorCode::kBundleOlder,
     "模型包是旧格式。请用该运行的 config.yaml 重新训练，或使用写成它的程序版本。"},
    {ErrorCode::kConfigConflict, "两项设置互相矛盾。请按上面的提示去掉或修改其中一项。"},
    {ErrorCode::kConfigDuplicateKey, "配置中同一个键出现了两次。请只保留一个。"},
    {ErrorCode::kConfigOutOfRange, "配置中的值超出允许的范围。请改为上面列出的范围之内的值。"},
    {ErrorCode::kConfigSyntax, "配置不是合法的 YAML。请检查所指行的缩进、冒号和引号。"},
    {ErrorCode::kConfigUnknownKey, "配置中有未知的键，多半是拼写有误。所有的键见 twotower help。"},
    {ErrorCode::kConfigUnknownName,
     "所给的名称不在允许的名称之中，多半是拼写有误。请改用上面列出的名称。"},
    {ErrorCode::kConfigWrongType, "值的类型不对（例如应为数字却是文字）。请改成上面要求的类型。"},
    {ErrorCode::kCursorExpired, "翻页用的 cursor 已失效。请去掉 cursor，从第一页重新开始。"},
    {ErrorCode::kDataAmbiguousColumn,
     "有不止一列可以担任同一角色，程序不会擅自猜测。请用 --user、--item、--time 等指明列名。"},
    {ErrorCode::kDataAmbiguousEncoding,
     "文件的编码或格式有不止一种合理的解释。请在配置中写明上面所说的选项。"},
    {ErrorCode::kDataBadRow,
     "某一行无法读取。请改正该行，或用 on_bad_row: {kind: skip, max: 1000} 跳过这样的行。"},
    {ErrorCode::kDataDuplicateId, "同一个 id 在表中出现了多次。请让每个 id 只占一行。"},
    {ErrorCode::kDataMissingColumn,
     "找不到所需的列。请检查列名，或用 --user、--item、--time 指明。"},
    {ErrorCode::kDataNotFinite,
     "出现了无穷大或非数字的值。数据中的请改为有限的数，或留空表示缺失；模型算出的请降低学习率后重"
     "新训练。"},
    {ErrorCode::kDataTimeUnit,
     "无法确定时间的单位，或时间超出合理范围。请写明单位（秒、毫秒等），或检查时间列。"},
    {ErrorCode::kDataTooLittle,
     "数据太少，不足以训练或测试。请提供更多的行，或检查是否选错了列、筛掉了太多行。"},
    {ErrorCode::kDataUnjoinable,
     "两张表的 id 对不上。请检查 id 列是否选对、写法是否一致（例如 7 与 007）。"},
    {ErrorCode::kDataWrongFormat,
     "文件不是所说的格式，或内容无法解析。请检查文件的格式、分隔符和编码。"},
    {ErrorCode::kFileUnreadable, "文件或文件夹不存在或无法读取。请检查路径和权限。"},
    {ErrorCode::kFileUnwritable, "文件无法写入。请检查磁盘空间、权限和路径；原有的文件没有丢失。"},
    {ErrorCode::kGenerationRefused,
     "这一代模型没有通过检查，服务器继续用原来的一代。请按消息检查模型、规则或黄金用户。"},
    {ErrorCode::kHttpBadRequest, "不是合法的 HTTP 请求，或有两种读法。请改用普通的 HTTP 客户端。"},
    {ErrorCode::kHttpForbidden,
     "请求来自别的网站或指向别的主机，服务器不予回答。请用服务器自己的地址访问。"},
    {ErrorCode::kHttpNotFound, "服务器没有这个地址。各地址见 docs/http.md。"},
    {ErrorCode::kHttpTimeout, "请求没有在限定时间内到齐。请检查网络，或把请求改小。"},
    {ErrorCode::kHttpTooLarge, "请求太大。请改小请求，或分成几个。"},
    {ErrorCode::kHttpUnauthorized,
     "没有密钥，或密钥无效。请用 Authorization: Bearer KEY 或 api-key: KEY 给出密钥。"},
    {ErrorCode::kHttpWrongMethod, "这个地址不接受这种方法。请改用上面所说的方法。"},
    {ErrorCode::kHttpWrongType, "请求体必须是 JSON。请写明 Content-Type: application/json。"},
    {ErrorCode::kJsonSyntax, "所给的文字不是合法的 JSON。请检查引号、逗号和括号。"},
    {ErrorCode::kMachineNoIsa,
     "本机的处理器没有所要求的指令集。请去掉环境变量 TWOTOWER_ISA，让程序自行选择。"},
    {ErrorCode::kRequestConflict,
     "所要求的与现状矛盾，例如这个 id 已归并到另一个用户。请看上面的说明。"},
    {ErrorCode::kRequestOutOfRange, "请求中的值超出允许的范围。请改为上面列出的范围之内的值。"},
    {ErrorCode::kRequestPrecondition,
     "读取之后已有人改动：If-Match 说的是另一个状态。请重新读取再写。"},
    {ErrorCode::kRequestUnknownId,
     "模型不认识这个 id。请检查写法；新用户请改用 --features 或 --history。"},
    {ErrorCode::kRequestWrongFeature,
     "请求中的特征不是模型所读的，或类型不对。模型读哪些特征，见 twotower inspect。"},
    {ErrorCode::kServeAddress,
     "无法在这个地址监听，多半已被占用。请换一个端口，或用 0 由系统选择。"},
    {ErrorCode::kServeBusy, "等待的请求太多。请稍后再试，或增加线程和机器。"},
    {ErrorCode::kServeDeadline, "无法在 timeout_ms 之内回答。请放宽时间，或增加线程和机器。"},
    {ErrorCode::kServeMemory,
     "服务器所需的内存超过机器的内存或 "
     "limits.memory_bytes。请减少线程、换小一些的模型包，或换大内存的机器。"},
    {ErrorCode::kServeNoState, "这个服务器不保存任何状态。请用 --state 文件夹 重新启动。"},
    {ErrorCode::kServeSingleState,
     "这个模型是用另一个服务器的事件日志训练的，而每个状态文件夹只有自己的事件。请用那个文件夹启动"
     "，"
     "或用这里的日志重新训练。"},
    {ErrorCode::kSplitLeaks,
     "这样划分会让训练看到测试之后的数据，指标不可信。请改用 split: {kind: time}。"},
    {ErrorCode::kSplitTimeMissing,
     "按时间划分需要时间，但数据没有时间。请用 --time 指明时间列，或改用其他划分方式。"},
    {ErrorCode::kStoreCorrupt, "状态文件夹中的文件已损坏。请换用该文件夹的另一份备份。"},
    {ErrorCode::kStoreFailed,
     "磁盘未能写入，重新启动之前不再接收新的写入。请检查磁盘后重启；已确认的数据都在。"},
    {ErrorCode::kStoreFull, "状态文件夹所在的磁盘已满。请腾出空间，或缩短 state.keep。"},
    {ErrorCode::kStoreLocked,
     "另一个服务器正在使用这个状态文件夹。请先停掉它，或为本服务器另选一个文件夹。"},
    {ErrorCode::kStoreLostWrites,
     "已确认的数据丢失：文件被截断，或放回了旧的副本。请换用最新的备份。"},
    {ErrorCode::kStoreNewer, "状态文件夹由更新版本的程序写成。请升级 twotower。"},
    {ErrorCode::kTrainDiverged,
     "训练发散（损失不再是有限的数）。请减小 train.optimizer.learning_rate 后重试。"},
    {ErrorCode::kTrainInterrupted, "训练被中断，进度已保存。请加上 --resume 继续。"},
    {ErrorCode::kTrainTooLarge,
     "所需的内存超出了限度。请减小上面所说的规模（行数、维度、批大小），或允许使用更多内存。"},
    {ErrorCode::kUsageUnknownCommand,
     "没有这个命令，多半是拼写有误。所有的命令见 twotower --help。"},
    {ErrorCode::kUsageUnknownFlag,
     "命令没有这个选项，多半是拼写有误。所有的选项见该命令的 --help。"},
    {ErrorCode::kUsageWrong, "命令的参数缺失、多余或不合要求。写法见该命令的 --help。"},
};

}  // namespace

std::string_view error_in_chinese(ErrorCode code) {
  const auto* meaning = std::ranges::find(kMeanings, code, &Meaning::code);
  return meaning == std::end(kMeanings) ? std::string_view() : meaning->text;
}

}  // namespace twotower
