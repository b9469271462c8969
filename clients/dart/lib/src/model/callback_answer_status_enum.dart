//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'callback_answer_status_enum.g.dart';

/// * `received` - received * `duplicate` - duplicate
class CallbackAnswerStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'received')
  static const CallbackAnswerStatusEnum received = _$received;
  @BuiltValueEnumConst(wireName: r'duplicate')
  static const CallbackAnswerStatusEnum duplicate = _$duplicate;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CallbackAnswerStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CallbackAnswerStatusEnum> get serializer => _$callbackAnswerStatusEnumSerializer;

  const CallbackAnswerStatusEnum._(String name): super(name);

  static BuiltSet<CallbackAnswerStatusEnum> get values => _$values;
  static CallbackAnswerStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CallbackAnswerStatusEnumMixin = Object with _$CallbackAnswerStatusEnumMixin;

