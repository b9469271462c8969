//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'server_refund_state_enum.g.dart';

/// * `completed` - completed * `held` - held
class ServerRefundStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'completed')
  static const ServerRefundStateEnum completed = _$completed;
  @BuiltValueEnumConst(wireName: r'held')
  static const ServerRefundStateEnum held = _$held;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ServerRefundStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ServerRefundStateEnum> get serializer => _$serverRefundStateEnumSerializer;

  const ServerRefundStateEnum._(String name): super(name);

  static BuiltSet<ServerRefundStateEnum> get values => _$values;
  static ServerRefundStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ServerRefundStateEnumMixin = Object with _$ServerRefundStateEnumMixin;

