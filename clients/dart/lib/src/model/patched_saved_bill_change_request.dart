//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_saved_bill_change_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [nickname]
/// * [reminders]
/// * [daysBefore]
@BuiltValue()
abstract class PatchedSavedBillChangeRequest implements Built<PatchedSavedBillChangeRequest, PatchedSavedBillChangeRequestBuilder> {
  @BuiltValueField(wireName: r'nickname')
  String? get nickname;

  @BuiltValueField(wireName: r'reminders')
  bool? get reminders;

  @BuiltValueField(wireName: r'days_before')
  int? get daysBefore;

  PatchedSavedBillChangeRequest._();

  factory PatchedSavedBillChangeRequest([void updates(PatchedSavedBillChangeRequestBuilder b)]) = _$PatchedSavedBillChangeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedSavedBillChangeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedSavedBillChangeRequest> get serializer => _$PatchedSavedBillChangeRequestSerializer();
}

class _$PatchedSavedBillChangeRequestSerializer implements PrimitiveSerializer<PatchedSavedBillChangeRequest> {
  @override
  final Iterable<Type> types = const [PatchedSavedBillChangeRequest, _$PatchedSavedBillChangeRequest];

  @override
  final String wireName = r'PatchedSavedBillChangeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedSavedBillChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.nickname != null) {
      yield r'nickname';
      yield serializers.serialize(
        object.nickname,
        specifiedType: const FullType(String),
      );
    }
    if (object.reminders != null) {
      yield r'reminders';
      yield serializers.serialize(
        object.reminders,
        specifiedType: const FullType(bool),
      );
    }
    if (object.daysBefore != null) {
      yield r'days_before';
      yield serializers.serialize(
        object.daysBefore,
        specifiedType: const FullType(int),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedSavedBillChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedSavedBillChangeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'nickname':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.nickname = valueDes;
          break;
        case r'reminders':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.reminders = valueDes;
          break;
        case r'days_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.daysBefore = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedSavedBillChangeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedSavedBillChangeRequestBuilder();
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


