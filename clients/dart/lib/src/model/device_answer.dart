//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/device_status_enum.dart';
import 'package:gopay_client/src/model/wipe.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'device_answer.g.dart';

/// DeviceAnswer
///
/// Properties:
/// * [id] - The `keyid` of its signatures.
/// * [name]
/// * [platform]
/// * [status]
/// * [registeredAt]
/// * [isCurrent] - Whether this request was made on it.
/// * [wipe]
@BuiltValue()
abstract class DeviceAnswer implements Built<DeviceAnswer, DeviceAnswerBuilder> {
  /// The `keyid` of its signatures.
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'platform')
  String get platform;

  @BuiltValueField(wireName: r'status')
  DeviceStatusEnum get status;
  // enum statusEnum {  ACTIVE,  LOCKED,  WIPED,  REMOVED,  };

  @BuiltValueField(wireName: r'registered_at')
  DateTime get registeredAt;

  /// Whether this request was made on it.
  @BuiltValueField(wireName: r'is_current')
  bool get isCurrent;

  @BuiltValueField(wireName: r'wipe')
  Wipe? get wipe;

  DeviceAnswer._();

  factory DeviceAnswer([void updates(DeviceAnswerBuilder b)]) = _$DeviceAnswer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DeviceAnswerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<DeviceAnswer> get serializer => _$DeviceAnswerSerializer();
}

class _$DeviceAnswerSerializer implements PrimitiveSerializer<DeviceAnswer> {
  @override
  final Iterable<Type> types = const [DeviceAnswer, _$DeviceAnswer];

  @override
  final String wireName = r'DeviceAnswer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    DeviceAnswer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'platform';
    yield serializers.serialize(
      object.platform,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(DeviceStatusEnum),
    );
    yield r'registered_at';
    yield serializers.serialize(
      object.registeredAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'is_current';
    yield serializers.serialize(
      object.isCurrent,
      specifiedType: const FullType(bool),
    );
    yield r'wipe';
    yield object.wipe == null ? null : serializers.serialize(
      object.wipe,
      specifiedType: const FullType.nullable(Wipe),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    DeviceAnswer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DeviceAnswerBuilder result,
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
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'platform':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.platform = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DeviceStatusEnum),
          ) as DeviceStatusEnum;
          result.status = valueDes;
          break;
        case r'registered_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.registeredAt = valueDes;
          break;
        case r'is_current':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isCurrent = valueDes;
          break;
        case r'wipe':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Wipe),
          ) as Wipe?;
          if (valueDes == null) continue;
          result.wipe.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  DeviceAnswer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DeviceAnswerBuilder();
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


