//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'reversal.g.dart';

/// What was asked for (for the schema; `reversal_answer` writes it).
///
/// Properties:
/// * [id]
/// * [transactionId] - The dealing that is to be undone.
/// * [state] - REQUESTED, until operators have decided.
/// * [reason]
/// * [requestedAt]
@BuiltValue()
abstract class Reversal implements Built<Reversal, ReversalBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// The dealing that is to be undone.
  @BuiltValueField(wireName: r'transaction_id')
  String get transactionId;

  /// REQUESTED, until operators have decided.
  @BuiltValueField(wireName: r'state')
  String get state;

  @BuiltValueField(wireName: r'reason')
  String get reason;

  @BuiltValueField(wireName: r'requested_at')
  DateTime get requestedAt;

  Reversal._();

  factory Reversal([void updates(ReversalBuilder b)]) = _$Reversal;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReversalBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Reversal> get serializer => _$ReversalSerializer();
}

class _$ReversalSerializer implements PrimitiveSerializer<Reversal> {
  @override
  final Iterable<Type> types = const [Reversal, _$Reversal];

  @override
  final String wireName = r'Reversal';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Reversal object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'transaction_id';
    yield serializers.serialize(
      object.transactionId,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(String),
    );
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
    yield r'requested_at';
    yield serializers.serialize(
      object.requestedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Reversal object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReversalBuilder result,
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
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.transactionId = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.state = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        case r'requested_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.requestedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Reversal deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReversalBuilder();
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


