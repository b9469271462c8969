//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'wipe.g.dart';

/// Wipe
///
/// Properties:
/// * [requestedAt]
/// * [deliveredAt]
/// * [doneAt]
@BuiltValue()
abstract class Wipe implements Built<Wipe, WipeBuilder> {
  @BuiltValueField(wireName: r'requested_at')
  DateTime get requestedAt;

  @BuiltValueField(wireName: r'delivered_at')
  DateTime? get deliveredAt;

  @BuiltValueField(wireName: r'done_at')
  DateTime? get doneAt;

  Wipe._();

  factory Wipe([void updates(WipeBuilder b)]) = _$Wipe;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(WipeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Wipe> get serializer => _$WipeSerializer();
}

class _$WipeSerializer implements PrimitiveSerializer<Wipe> {
  @override
  final Iterable<Type> types = const [Wipe, _$Wipe];

  @override
  final String wireName = r'Wipe';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Wipe object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'requested_at';
    yield serializers.serialize(
      object.requestedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'delivered_at';
    yield object.deliveredAt == null ? null : serializers.serialize(
      object.deliveredAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'done_at';
    yield object.doneAt == null ? null : serializers.serialize(
      object.doneAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Wipe object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required WipeBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'requested_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.requestedAt = valueDes;
          break;
        case r'delivered_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.deliveredAt = valueDes;
          break;
        case r'done_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
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
  Wipe deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = WipeBuilder();
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


