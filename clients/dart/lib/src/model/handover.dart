//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'handover.g.dart';

/// Handover
///
/// Properties:
/// * [staffId]
/// * [isToMe] - Whether I may accept it.
/// * [expiresAt]
@BuiltValue()
abstract class Handover implements Built<Handover, HandoverBuilder> {
  @BuiltValueField(wireName: r'staff_id')
  String get staffId;

  /// Whether I may accept it.
  @BuiltValueField(wireName: r'is_to_me')
  bool get isToMe;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  Handover._();

  factory Handover([void updates(HandoverBuilder b)]) = _$Handover;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(HandoverBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Handover> get serializer => _$HandoverSerializer();
}

class _$HandoverSerializer implements PrimitiveSerializer<Handover> {
  @override
  final Iterable<Type> types = const [Handover, _$Handover];

  @override
  final String wireName = r'Handover';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Handover object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'staff_id';
    yield serializers.serialize(
      object.staffId,
      specifiedType: const FullType(String),
    );
    yield r'is_to_me';
    yield serializers.serialize(
      object.isToMe,
      specifiedType: const FullType(bool),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Handover object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required HandoverBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'staff_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.staffId = valueDes;
          break;
        case r'is_to_me':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isToMe = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Handover deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = HandoverBuilder();
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


