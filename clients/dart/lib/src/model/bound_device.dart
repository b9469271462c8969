//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'bound_device.g.dart';

/// BoundDevice
///
/// Properties:
/// * [id] - The `keyid` of its signatures.
/// * [commandKey] - Base64 of the Ed25519 key our commands to it are signed with.
@BuiltValue()
abstract class BoundDevice implements Built<BoundDevice, BoundDeviceBuilder> {
  /// The `keyid` of its signatures.
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Base64 of the Ed25519 key our commands to it are signed with.
  @BuiltValueField(wireName: r'command_key')
  String get commandKey;

  BoundDevice._();

  factory BoundDevice([void updates(BoundDeviceBuilder b)]) = _$BoundDevice;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BoundDeviceBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<BoundDevice> get serializer => _$BoundDeviceSerializer();
}

class _$BoundDeviceSerializer implements PrimitiveSerializer<BoundDevice> {
  @override
  final Iterable<Type> types = const [BoundDevice, _$BoundDevice];

  @override
  final String wireName = r'BoundDevice';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    BoundDevice object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'command_key';
    yield serializers.serialize(
      object.commandKey,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    BoundDevice object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BoundDeviceBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'command_key':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.commandKey = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  BoundDevice deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BoundDeviceBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


