//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/wipe_done_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'wipe_done.g.dart';

/// WipeDone
///
/// Properties:
/// * [id]
/// * [status]
/// * [doneAt]
@BuiltValue()
abstract class WipeDone implements Built<WipeDone, WipeDoneBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'status')
  WipeDoneStatusEnum get status;
  // enum statusEnum {  done,  };

  @BuiltValueField(wireName: r'done_at')
  DateTime get doneAt;

  WipeDone._();

  factory WipeDone([void updates(WipeDoneBuilder b)]) = _$WipeDone;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(WipeDoneBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<WipeDone> get serializer => _$WipeDoneSerializer();
}

class _$WipeDoneSerializer implements PrimitiveSerializer<WipeDone> {
  @override
  final Iterable<Type> types = const [WipeDone, _$WipeDone];

  @override
  final String wireName = r'WipeDone';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    WipeDone object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(WipeDoneStatusEnum),
    );
    yield r'done_at';
    yield serializers.serialize(
      object.doneAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    WipeDone object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required WipeDoneBuilder result,
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
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(WipeDoneStatusEnum),
          ) as WipeDoneStatusEnum;
          result.status = valueDes;
          break;
        case r'done_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.doneAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  WipeDone deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = WipeDoneBuilder();
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


